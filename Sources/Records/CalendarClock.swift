/// The zones of one `VCALENDAR`: what its times mean.
struct CalendarClock {
    /// `X-WR-CALNAME`; empty when it has none.
    var name = ""
    /// Its method is CANCEL, so that events without a status are cancelled.
    var isCancellation = false

    private let rules: CalendarRules
    private var definitions: [String: CalendarZoneDefinition] = [:]
    private var names: Set<String> = []
    private var zones: [String: Zone] = [:]
    private var headerZone: Zone?

    init(rules: CalendarRules) {
        self.rules = rules
    }

    /// Takes in a line of the calendar itself; what is none says nothing.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var lines = CalendarLines(bytes)
        guard let line = lines.next().flatMap({ CalendarLine($0) }) else { return }
        switch line.name {
        case "X-WR-CALNAME": name = line.text
        case "X-WR-TIMEZONE": headerZone = rules.zone(line.text)
        case "METHOD": isCancellation = line.value.uppercased() == "CANCEL"
        default: break
        }
    }

    /// Takes in a zone that the calendar defines.
    mutating func define(_ definition: CalendarZoneDefinition?) {
        guard let definition, let name = definition.name else { return }
        definitions[name] = definition
    }

    /// Notes that the calendar speaks of the zone.
    mutating func meet(_ clock: CalendarTime.Clock) {
        if case .zone(let name) = clock { names.insert(name) }
    }

    /// Looks up the zones that were met, once all definitions are known: they may stand behind the events.
    mutating func resolveZones() {
        for name in names { zones[name] = resolve(name) }
    }

    /// The zone whose clock it is; nil when its name says nothing and nothing defines it.
    func zone(of clock: CalendarTime.Clock) -> Zone? {
        switch clock {
        case .date: rules.dateZone
        case .universal: .utc
        case .floating: headerZone ?? rules.floatingZone
        case .zone(let name): zones[name]
        }
    }

    /// The instant at which the clock shows it.
    func instant(of time: CalendarTime) throws(CalendarFault) -> Instant {
        guard let zone = zone(of: time.clock) else { throw CalendarFault(.unknownZone) }
        return zone.firstInstant(of: time.civil)
    }

    /// By its name, as an IANA name behind a prefix (`/softwarestudio.org/Tzfile/Europe/Paris`), as a name of Windows,
    /// and only then as the file defines it: definitions are often wrong about other years.
    private func resolve(_ name: String) -> Zone? {
        // A parameter has no escapes; some programs write those of a text.
        let name = name.replacing("\\,", with: ",").replacing("\\;", with: ";")
        if let zone = rules.zone(name) { return zone }
        if let windows = WindowsZoneNames.iana(name), let zone = rules.zone(windows) { return zone }
        let parts = name.split(separator: "/")
        for count in [3, 2] where parts.count >= count {
            if let zone = rules.zone(parts.suffix(count).joined(separator: "/")) { return zone }
        }
        guard let definition = definitions[name] else { return nil }
        return definition.location.flatMap { rules.zone($0) } ?? definition.zone
    }
}
