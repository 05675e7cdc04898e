public import Postgres

/// A week from Monday to Sunday, named as ISO 8601 names it: `2026-W10`.
///
/// Only the calendar: the instants at which it begins and ends depend on the reporting time zone, and the server works
/// them out (`core.week_bounds`).
public struct Week: Hashable, Comparable, Sendable {
    /// Its Monday.
    public let start: CalendarDate

    /// The week that a day lies in.
    public init(containing day: CalendarDate) {
        start = CalendarDate(daysSinceUnixEpoch: day.daysSinceUnixEpoch - Self.weekday(day))
    }

    /// The week that begins on a day; nil unless that is a Monday.
    public init?(startingOn day: CalendarDate) {
        guard Self.weekday(day) == 0 else { return nil }
        start = day
    }

    /// The week so many weeks later; earlier when negative.
    public func advanced(by weeks: Int) -> Week {
        Week(containing: CalendarDate(daysSinceUnixEpoch: start.daysSinceUnixEpoch + 7 * weeks))
    }

    /// Weeks from this one to another; negative when that is earlier.
    public func distance(to other: Week) -> Int {
        (other.start.daysSinceUnixEpoch - start.daysSinceUnixEpoch) / 7
    }

    /// The weeks from one to another, both included; none when the second is earlier.
    public static func span(from first: Week, to last: Week) -> [Week] {
        first <= last ? (0...first.distance(to: last)).map(first.advanced(by:)) : []
    }

    /// Earlier weeks are smaller.
    public static func < (left: Week, right: Week) -> Bool { left.start < right.start }

    /// Days since the last Monday.
    private static func weekday(_ day: CalendarDate) -> Int {
        // 1970-01-01 was a Thursday.
        let rest = (day.daysSinceUnixEpoch + 3) % 7
        return rest < 0 ? rest + 7 : rest
    }
}

extension Week: LosslessStringConvertible {
    /// Reads `2026-W10`, or the date of its Monday, `2026-03-02`; nil for anything else.
    public init?(_ text: String) {
        if let day = CalendarDate(text) {
            self.init(startingOn: day)
        } else {
            self.init(iso: text)
        }
    }

    private init?(iso text: String) {
        guard let match = text.wholeMatch(of: /(\d{4})-W(\d\d)/), let year = Int(match.1), let number = Int(match.2)
        else { return nil }
        self.init(year: year, number: number)
    }

    /// The week of a number in a year, as ISO 8601 counts; nil where the year has none of that number.
    init?(year: Int, number: Int) {
        guard let fourth = CalendarDate(year: year, month: 1, day: 4) else { return nil }
        // The first week of a year is the one that holds its 4 January.
        let week = Week(containing: fourth).advanced(by: number - 1)
        guard week.iso == (year, number) else { return nil }
        self = week
    }

    /// `2026-W10`.
    public var description: String {
        let (year, number) = iso
        return String(repeating: "0", count: max(0, 4 - String(year).count))
            + "\(year)-W\(number < 10 ? "0" : "")\(number)"
    }

    /// Year and number of the week: those of its Thursday.
    var iso: (year: Int, number: Int) {
        let thursday = CalendarDate(daysSinceUnixEpoch: start.daysSinceUnixEpoch + 3)
        let year = thursday.components.year
        let newYear = CalendarDate(year: year, month: 1, day: 1)?.daysSinceUnixEpoch ?? 0
        return (year, (thursday.daysSinceUnixEpoch - newYear) / 7 + 1)
    }
}
