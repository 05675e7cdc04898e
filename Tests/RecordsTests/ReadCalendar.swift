import Foundation
import Records

/// A calendar file read to its end.
struct ReadCalendar {
    /// A record: its cells by column.
    struct Event {
        var line: Int
        var raw: String
        var cells: [CalendarColumn: String] = [:]
        var lists: [CalendarColumn: [String]] = [:]

        subscript(column: CalendarColumn) -> String { cells[column] ?? "" }
    }

    private(set) var events: [Event] = []
    private(set) var faults: [Fault] = []
    private(set) var truncatedAt: Int?
    private(set) var supersededCount = 0
    private(set) var beforeWindowCount = 0
    /// The columns that were met.
    private(set) var met: Set<CalendarColumn> = []

    init(_ bytes: [UInt8], rules: CalendarRules = .paris(), block: Int = 1 << 18) throws {
        let index = try CalendarIndex(of: ByteSource(bytes: bytes), rules: rules, blockSize: block)
        var reader = CalendarReader(ByteSource(bytes: bytes), index: index, blockSize: block)
        while true {
            switch try reader.next() {
            case .end:
                supersededCount = reader.supersededCount
                beforeWindowCount = reader.beforeWindowCount
                for (index, column) in CalendarColumn.allCases.enumerated() where reader.hasMet(index) {
                    met.insert(column)
                }
                return
            case .record: events.append(Self.event(reader))
            case .fault(let fault), .unreadable(let fault): faults.append(fault)
            case .truncated(let line): truncatedAt = line
            }
        }
    }

    init(_ text: String, rules: CalendarRules = .paris()) throws {
        try self.init(Array(text.utf8), rules: rules)
    }

    /// One event with these lines, and a UID.
    init(event lines: String..., rules: CalendarRules = .paris()) throws {
        try self.init(Self.calendar(lines), rules: rules)
    }

    /// The lines of one event, with a UID, in a calendar.
    static func calendar(_ lines: [String]) -> String {
        (["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:u"] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
            .joined(separator: "\r\n")
    }

    /// The cells of one column.
    func cells(_ column: CalendarColumn) -> [String] { events.map { $0[column] } }

    /// What the faults are.
    var rules: [Fault.Rule] { faults.map(\.rule) }

    private static func event(_ reader: borrowing CalendarReader) -> Event {
        var event = Event(line: reader.line, raw: String(decoding: reader.rawBytes, as: UTF8.self))
        for (index, column) in CalendarColumn.allCases.enumerated() {
            event.cells[column] = reader[index].string
            event.lists[column] = reader.items(index)
        }
        return event
    }
}

extension CalendarRules {
    /// Times without zone are those of Paris; series are wanted from 2000 to 2025.
    static func paris(
        from: String = "2000-01-01T00:00:00Z", to: String = "2026-01-01T00:00:00Z", occurrenceLimit: Int = 10_000,
        componentLimit: Int = 8 << 20
    ) -> CalendarRules {
        let paris = Zone.known("Europe/Paris") ?? .utc
        return CalendarRules(
            floatingZone: paris, dateZone: paris, from: instant(from), to: instant(to),
            occurrenceLimit: occurrenceLimit, componentLimit: componentLimit, zone: { Zone.known($0) })
    }

    private static func instant(_ text: String) -> Instant {
        let stamp = Cell.with(text) { TimestampFormat.iso8601.parse($0) }
        return stamp?.instant(in: .utc, dates: .utc).instant ?? Instant(microsecondsSinceUnixEpoch: 0)
    }
}

extension Zone {
    /// A zone by its IANA name, its offsets found out from Foundation from 1990 to 2030.
    static func known(_ name: String) -> Zone? {
        guard name.contains("/"), let zone = TimeZone(identifier: name) else { return name == "UTC" ? .utc : nil }
        func seconds(_ second: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))) }
        var offsets = [offset(631_152_000, seconds(631_152_000))]
        for week in stride(from: 631_152_000, to: 1_893_456_000, by: 604_800) {
            var (low, high) = (week, week + 604_800)
            guard seconds(low) != seconds(high) else { continue }
            while high - low > 1 {
                let middle = (low + high) / 2
                (low, high) = seconds(middle) == seconds(week) ? (middle, high) : (low, middle)
            }
            offsets.append(offset(high, seconds(high)))
        }
        return Zone(name: name, offsets: offsets)
    }

    private static func offset(_ second: Int, _ seconds: Int) -> Offset {
        Offset(start: Instant(microsecondsSinceUnixEpoch: Int64(second) * 1_000_000), secondsEastOfUTC: seconds)
    }
}
