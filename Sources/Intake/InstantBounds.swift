import Postgres
import Records

/// The spans in which the instants of a load's records may lie, by the server's clock.
struct InstantBounds {
    /// The server's clock when the load began.
    let clock: Timestamp
    private let earliestEvent: Timestamp
    private let plannedDays: Int

    private static let day: Int64 = 86_400_000_000
    /// How far ahead something may begin that is no event, such as a contract or an employment, in days.
    private static let longestNotice: Int64 = 3_653

    /// Asks the server for its clock and the settings; `clock`, where it is given, stands for the former.
    init(_ connection: Connection, clock: Timestamp?) throws {
        let row = try connection.rows(
            """
            select clock_timestamp() as clock, core.earliest_event_at() as earliest_event_at,
                core.planned_horizon_days() as planned_days
            """)[0]
        self.clock = try clock ?? row["clock"]
        earliestEvent = try row["earliest_event_at"]
        plannedDays = try row["planned_days"]
    }

    /// The span of columns of that timing. `isOpen`: what is still to come is left out by the mapping, not rejected.
    func span(of timing: Column.Timing, isOpen: Bool) -> InstantSpan {
        let clock = clock.microsecondsSinceUnixEpoch
        let earliest = earliestEvent.microsecondsSinceUnixEpoch
        let latest =
            switch timing {
            case _ where isOpen: Int64.max
            case .event: clock + Self.day
            case .planned: clock + Int64(plannedDays) * Self.day
            case .start: clock + Self.longestNotice * Self.day
            // Some exports write 9999-12-31 for an end that is not known.
            case .end: Int64.max
            }
        switch timing {
        case .event:
            return InstantSpan(earliest: earliest, latest: latest, earlyRule: .tooEarly, lateRule: .inTheFuture)
        case .planned:
            return InstantSpan(earliest: earliest, latest: latest, earlyRule: .tooEarly, lateRule: .tooFarAhead)
        // A start long ago means the same as none: it has always been so.
        case .start: return InstantSpan(earliest: .min, latest: latest, earlyRule: nil, lateRule: .tooFarAhead)
        case .end: return InstantSpan(earliest: DayZero.last, latest: latest, earlyRule: nil, lateRule: .tooFarAhead)
        }
    }
}

/// The span in which the instants of one column may lie, in microseconds since the Unix epoch.
struct InstantSpan {
    let earliest: Int64
    let latest: Int64
    /// Rule that an earlier instant breaks; nil: only one that stands for an empty date is rejected.
    let earlyRule: Rejection.Rule?
    let lateRule: Rejection.Rule

    /// The rule that `instant` breaks; nil: none.
    func fault(of instant: Instant) -> Rejection.Rule? {
        let time = instant.microsecondsSinceUnixEpoch
        if time > latest { return lateRule }
        if time >= earliest { return nil }
        return DayZero.holds(time) ? .zeroDate : earlyRule
    }
}

/// The days that programs write for an empty date: 0001-01-01 (.NET), 1753-01-01 and 1900-01-01 (SQL Server), 1899-12-30,
/// 1899-12-31 and 1904-01-01 (spreadsheets), 1970-01-01 (Unix).
private enum DayZero {
    /// Such a day, in days since 1970-01-01.
    private static let days: [Int64] = [-719_162, -79_257, -25_569, -25_568, -25_567, -24_107, 0]
    private static let hour: Int64 = 3_600_000_000

    /// No such day ends after this instant, in any zone.
    static let last = 36 * hour

    /// Whether the instant lies on one of the days in some zone from UTC−12 to UTC+14.
    static func holds(_ time: Int64) -> Bool {
        days.contains { day in (-14 * hour..<36 * hour).contains(time - day * 24 * hour) }
    }
}
