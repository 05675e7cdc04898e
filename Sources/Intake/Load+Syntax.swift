import Postgres
import Records
import Warehouse

extension Load {
    /// How far back a calendar's series are followed, in years of 365 days.
    private static let calendarYears: Int64 = 5

    /// Loads the file by the reader of its syntax; `elapsed` tells how long the load has taken.
    func loadFile(elapsed: () -> Duration) throws -> LoadSummary {
        if let replay { return try loadRejected(replay, elapsed: elapsed) }
        switch try input.syntax() {
        case .csv:
            return try loadRecords(elapsed: elapsed, open: input.csv)
        case .ndjson, .json:
            let columns = request.effectiveMapping.columnNames
            return try loadRecords(elapsed: elapsed) { [input] in try input.json(columns) }
        case .ics:
            let index = try CalendarIndex(of: input.source(), rules: calendarRules)
            return try loadRecords(elapsed: elapsed) { [input] in CalendarReader(try input.source(), index: index) }
        }
    }

    private func loadRejected(_ replay: Replay, elapsed: () -> Duration) throws -> LoadSummary {
        if replay.layout.syntax == .csv { return try loadRecords(elapsed: elapsed, open: replay.csv) }
        let columns = request.effectiveMapping.columnNames
        return try loadRecords(elapsed: elapsed) { try replay.json(columns) }
    }

    /// Series are followed until the file showed the world: what was only planned then has not happened yet.
    private var calendarRules: CalendarRules {
        let end = Instant(microsecondsSinceUnixEpoch: identity.observedAt.microsecondsSinceUnixEpoch)
        let length = Self.calendarYears * 365 * 86_400_000_000
        return CalendarRules(
            floatingZone: zone, dateZone: reportingZone,
            from: Instant(microsecondsSinceUnixEpoch: end.microsecondsSinceUnixEpoch - length), to: end
        ) { [connection] name in try? Zone(named: name, on: connection) }
    }
}
