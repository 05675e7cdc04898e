/// A day of the proleptic Gregorian calendar, without a time or a zone: PostgreSQL's `date`.
public struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public var daysSinceUnixEpoch: Int

    /// The day so many days after 1970-01-01.
    public init(daysSinceUnixEpoch: Int) {
        self.daysSinceUnixEpoch = daysSinceUnixEpoch
    }

    /// A day by year (0 is 1 BC), month 1–12 and day of the month; nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (-4800...5_900_000).contains(year) else { return nil }
        // Days of the civil calendar in eras of 400 years that begin in March: https://howardhinnant.github.io/date_algorithms.html
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSinceUnixEpoch: era * 146_097 + dayOfEra - 719_468)
        guard components == (year, month, day) else { return nil }
    }

    /// Year (0 is 1 BC), month 1–12 and day of the month.
    public var components: (year: Int, month: Int, day: Int) {
        let days = daysSinceUnixEpoch + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Earlier days are smaller.
    public static func < (left: Self, right: Self) -> Bool { left.daysSinceUnixEpoch < right.daysSinceUnixEpoch }

    /// Days from 1970-01-01 to 2000-01-01, from where PostgreSQL counts.
    static let serverEpoch = 10_957
}

extension CalendarDate: LosslessStringConvertible {
    /// Reads `2026-03-29`, also with more than four digits of a year and with ` BC`; nil for anything else, `infinity` included.
    public init?(_ text: String) {
        let isBeforeChrist = text.hasSuffix(" BC")
        let fields = text.dropLast(isBeforeChrist ? 3 : 0).split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 3, fields[0].utf8.count >= 4, fields[1].utf8.count == 2, fields[2].utf8.count == 2,
            !text.utf8.contains(UInt8(ascii: "+")), let year = UInt32(fields[0]), let month = UInt32(fields[1]),
            let day = UInt32(fields[2])
        else { return nil }
        self.init(year: isBeforeChrist ? 1 - Int(year) : Int(year), month: Int(month), day: Int(day))
    }

    /// `2026-03-29`, with ` BC` for years before 1, as PostgreSQL writes and reads it.
    public var description: String {
        let (year, month, day) = components
        let shown = year > 0 ? year : 1 - year
        return "\(padded(shown, 4))-\(padded(month, 2))-\(padded(day, 2))" + (year > 0 ? "" : " BC")
    }
}

/// A number with zeros before it up to a width.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
