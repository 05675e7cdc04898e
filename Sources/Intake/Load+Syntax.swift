import Postgres
import Records
import Warehouse

extension Load {
    /// How far back a calendar's series are followed, in years of 365 days.
    private static let calendarYears: Int64 = 5

    /// Loads the file by the reader of its syntax; `elapsed` tells how long the load has taken.
    func loadFile(elapsed: () -> Duration) throws -> LoadSummary {
        if let replay { return try loadRejected(replay, elapsed: elapsed) }
        let input = try input().settled()
        let syntax = input.format.syntax ?? .csv
        switch syntax {
        case .csv:
            return try loadRecords(syntax, elapsed: elapsed, open: input.csv)
        case .ndjson, .json:
            let columns = request.effectiveMapping.columnNames
            return try loadRecords(syntax, elapsed: elapsed) { try input.json(columns) }
        case .ics:
            let index = try CalendarIndex(of: input.source(), rules: calendarRules)
            return try loadRecords(syntax, elapsed: elapsed) { CalendarReader(try input.source(), index: index) }
        }
    }

    /// When the file showed the world.
    var observedAt: Instant {
        Instant(microsecondsSinceUnixEpoch: identity.observedAt.microsecondsSinceUnixEpoch)
    }

    private func loadRejected(_ replay: Replay, elapsed: () -> Duration) throws -> LoadSummary {
        let syntax = replay.layout.syntax ?? .csv
        if syntax == .csv {
            let rows = request.effectiveMapping.format.headerRows
            return try loadRecords(syntax, elapsed: elapsed) { try replay.csv(headerRows: rows) }
        }
        let columns = request.effectiveMapping.columnNames
        return try loadRecords(syntax, elapsed: elapsed) { try replay.json(columns) }
    }

    /// Series are followed until the file showed the world: what was only planned then has not happened yet.
    private var calendarRules: CalendarRules {
        let length = Self.calendarYears * 365 * 86_400_000_000
        return CalendarRules(
            floatingZone: zone, dateZone: reportingZone,
            from: Instant(microsecondsSinceUnixEpoch: observedAt.microsecondsSinceUnixEpoch - length), to: observedAt,
            keepsExcluded: true
        ) { [connection] name in try? Zone(named: name, on: connection) }
    }
}
