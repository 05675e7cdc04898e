public import Postgres
internal import Warehouse

/// A week as somebody names it: `2026-W10`, the date of its Monday, `W10` of the current year, or `last`.
///
/// The last two depend on the day, which is that of the reporting zone.
public enum WeekName: Hashable, Sendable {
    /// One that is the same on every day.
    case week(Week)
    /// The week of this number in the year, as ISO 8601 counts, of the current week.
    case number(Int)
    /// The newest week that has ended.
    case last

    /// Reads it; nil for anything else.
    public init?(_ text: String) {
        if let week = Week(text) {
            self = .week(week)
        } else if text == "last" {
            self = .last
        } else if let match = text.wholeMatch(of: /W(\d\d)/), let number = Int(match.1), (1...53).contains(number) {
            self = .number(number)
        } else {
            return nil
        }
    }

    /// The week that is meant on a day; nil where its year has no week of that number.
    public func week(on day: CalendarDate) -> Week? {
        let current = Week(containing: day)
        return switch self {
        case .week(let week): week
        case .last: current.advanced(by: -1)
        case .number(let number): Week(year: current.iso.year, number: number)
        }
    }

    /// The week that is meant at an instant.
    ///
    /// - Throws: `Failure` of kind `usage` where the current year has no week of that number.
    public func week(over connection: Connection, now: Timestamp) throws -> Week {
        let day: CalendarDate = try Failure.telling {
            try connection.rows("select (\(now)::timestamptz at time zone core.reporting_tz())::date as day")[0]["day"]
        }
        guard let week = week(on: day) else {
            throw Failure(.usage, "The current year has no week of that number.", remedy: "Name the week as 2026-W10.")
        }
        return week
    }
}
