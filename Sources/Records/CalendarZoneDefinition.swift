/// A zone as a `VTIMEZONE` of the file defines it (RFC 5545, section 3.6.5).
struct CalendarZoneDefinition {
    /// One `STANDARD` or `DAYLIGHT`: from its onsets on, this offset holds.
    fileprivate struct Observance {
        var start: CalendarTime?
        var secondsBefore: Int?
        var seconds: Int?
        var rules: [String] = []
        var additions: [CalendarTime] = []
    }

    /// `TZID`; it may be empty, and is then referred to by an empty name.
    private(set) var name: String?
    /// `X-LIC-LOCATION`, an IANA name.
    private(set) var location: String?

    private var observances: [Observance] = []

    /// Offsets are computed up to the year 2100, as those of the other zones.
    private static let horizon = CivilTime(year: 2100, month: 1, day: 1)
    private static let beginning = CivilTime(year: 1900, month: 1, day: 1)

    /// Reads the component; nil when it is broken.
    init?(_ component: UnsafeBufferPointer<UInt8>) {
        var lines = CalendarLines(component)
        var isInside = false
        while let bytes = lines.next() {
            guard let line = CalendarLine(bytes) else { return nil }
            switch (line.name, line.value.uppercased()) {
            case ("BEGIN", "STANDARD"), ("BEGIN", "DAYLIGHT"):
                observances.append(Observance())
                isInside = true
            case ("END", "STANDARD"), ("END", "DAYLIGHT"): isInside = false
            case ("TZID", _): name = name ?? line.text
            case ("X-LIC-LOCATION", _): location = line.value
            default: if isInside { observances[observances.count - 1].read(line) }
            }
        }
    }

    /// The zone; nil when an observance says too little or nothing.
    var zone: Zone? {
        var offsets: [Zone.Offset] = []
        var first: (onset: CivilTime, seconds: Int)?
        for observance in observances {
            guard let start = observance.start?.civil, let before = observance.secondsBefore,
                let seconds = observance.seconds, let onsets = observance.onsets(Self.beginning, Self.horizon)
            else { return nil }
            if first.map({ start < $0.onset }) ?? true { first = (start, before) }
            offsets += onsets.map {
                Zone.Offset(start: $0.instant(secondsEastOfUTC: before), secondsEastOfUTC: seconds)
            }
        }
        guard let first else { return nil }
        let beginning = Zone.Offset(start: Instant(microsecondsSinceUnixEpoch: .min), secondsEastOfUTC: first.seconds)
        return Zone(name: name ?? "", offsets: [beginning] + offsets)
    }
}

extension CalendarZoneDefinition.Observance {
    fileprivate mutating func read(_ line: CalendarLine) {
        switch line.name {
        case "DTSTART": start = CalendarTime(line.value, line: line)
        case "TZOFFSETFROM": secondsBefore = Self.offset(line.value)
        case "TZOFFSETTO": seconds = Self.offset(line.value)
        case "RRULE": rules.append(line.value)
        case "RDATE": additions += line.value.split(separator: ",").compactMap { CalendarTime($0, line: line) }
        default: break
        }
    }

    /// The local times at which it begins, by the clock before; nil when a rule is none.
    fileprivate func onsets(_ begin: CivilTime?, _ end: CivilTime?) -> [CivilTime]? {
        guard let start, let begin, let end, let before = secondsBefore else { return nil }
        var onsets = [start.civil] + additions.map(\.civil)
        for text in rules {
            guard let rule = RecurrenceRule(text) else { return nil }
            do {
                try rule.forEach(from: start, begin: begin, end: end) { civil in
                    guard let until = rule.until else { return onsets.append(civil) == () }
                    let last =
                        until.clock == .universal
                        ? civil.instant(secondsEastOfUTC: before)
                            .microsecondsSinceUnixEpoch : civil.microsecondsSinceCivilEpoch
                    guard last <= until.civil.microsecondsSinceCivilEpoch else { return false }
                    onsets.append(civil)
                    return true
                }
            } catch {
                return nil
            }
        }
        return onsets
    }

    /// `-0500` or `+053000` in seconds.
    private static func offset(_ text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes in
            var scanner = DigitScanner(Cell(bytes).trimmed.bytes)
            let isWest = scanner.skip("-")
            if !isWest { _ = scanner.skip("+") }
            guard let hours = scanner.number(2), let minutes = scanner.number(2) else { return nil }
            let seconds = scanner.isAtEnd ? 0 : scanner.number(2)
            guard let seconds, scanner.isAtEnd else { return nil }
            let offset = hours * 3600 + minutes * 60 + seconds
            return isWest ? -offset : offset
        }
    }
}
