/// A date and time of day as a clock on a wall shows it, without a zone: PostgreSQL's `timestamp`.
///
/// Proleptic Gregorian calendar, years 1 to 9999, no leap seconds.
public struct CivilTime: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01 00:00 on that clock; negative before it.
    public var microsecondsSinceCivilEpoch: Int64

    /// The civil time that many microseconds after 1970-01-01 00:00.
    public init(microsecondsSinceCivilEpoch: Int64) {
        self.microsecondsSinceCivilEpoch = microsecondsSinceCivilEpoch
    }

    /// The civil time with these parts; nil when there is no such day or time (30 February, 24:00, second 60).
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0
    ) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= Self.dayCount(ofMonth: month, year: year) else {
            return nil
        }
        guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second, 0...999_999 ~= microsecond else { return nil }
        let seconds = Self.daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
        microsecondsSinceCivilEpoch = Int64(seconds) * 1_000_000 + Int64(microsecond)
    }

    /// The instant meant when the clock is that many seconds ahead of UTC.
    public func instant(secondsEastOfUTC: Int) -> Instant {
        Instant(microsecondsSinceUnixEpoch: microsecondsSinceCivilEpoch - Int64(secondsEastOfUTC) * 1_000_000)
    }

    /// The day of the week, from 0 for Monday.
    public var weekday: Int {
        let day = 86_400_000_000 as Int64
        let days = (microsecondsSinceCivilEpoch - (microsecondsSinceCivilEpoch < 0 ? day - 1 : 0)) / day
        // 1970-01-01 was a Thursday.
        return Int(((days + 3) % 7 + 7) % 7)
    }

    /// Whether `left` shows the earlier time.
    public static func < (left: CivilTime, right: CivilTime) -> Bool {
        left.microsecondsSinceCivilEpoch < right.microsecondsSinceCivilEpoch
    }

    private static func dayCount(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Howard Hinnant's `days_from_civil` (https://howardhinnant.github.io/date_algorithms.html): the year begins in
    /// March, so that the leap day is its last and a month's first day is a linear function of its number.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
