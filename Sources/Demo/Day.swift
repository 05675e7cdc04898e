/// A civil date of the proleptic Gregorian calendar, without a time or a zone.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01, negative before it.
    public let daysSinceUnixEpoch: Int

    /// The day so many days after 1970-01-01.
    public init(daysSinceUnixEpoch: Int) {
        self.daysSinceUnixEpoch = daysSinceUnixEpoch
    }

    /// The day with these numbers; a month or day out of range runs on into the next or last one.
    ///
    /// The arithmetic is Howard Hinnant's `days_from_civil`, where a year begins in March.
    public init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceUnixEpoch = era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month 1…12 and day 1…31.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceUnixEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let isEarly = month >= 10
        return (yearOfEra + era * 400 + (isEarly ? 1 : 0), isEarly ? month - 9 : month + 3, day)
    }

    /// The date as `2026-03-09`.
    public var description: String {
        let (year, month, day) = civil
        return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    }

    /// Days since Monday, 0…6.
    var weekday: Int {
        // 1970-01-01 was a Thursday.
        ((daysSinceUnixEpoch + 3) % 7 + 7) % 7
    }

    /// The earlier day stands first.
    public static func < (left: Day, right: Day) -> Bool {
        left.daysSinceUnixEpoch < right.daysSinceUnixEpoch
    }

    static func + (day: Day, days: Int) -> Day {
        Day(daysSinceUnixEpoch: day.daysSinceUnixEpoch + days)
    }

    static func - (day: Day, days: Int) -> Day {
        day + -days
    }
}

func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
}
