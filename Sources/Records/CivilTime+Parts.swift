extension CivilTime {
    /// Microseconds of a day of 24 hours.
    static let day: Int64 = 86_400_000_000

    /// Days since 1970-01-01; negative before it.
    var daysSinceCivilEpoch: Int {
        let days = microsecondsSinceCivilEpoch / Self.day
        return Int(microsecondsSinceCivilEpoch % Self.day < 0 ? days - 1 : days)
    }

    /// The same day at 00:00.
    var midnight: CivilTime { CivilTime(microsecondsSinceCivilEpoch: Int64(daysSinceCivilEpoch) * Self.day) }

    /// Microseconds since that day's 00:00.
    var timeOfDay: Int64 { microsecondsSinceCivilEpoch - midnight.microsecondsSinceCivilEpoch }

    /// The civil time that many microseconds later.
    func advanced(by microseconds: Int64) -> CivilTime {
        CivilTime(microsecondsSinceCivilEpoch: microsecondsSinceCivilEpoch + microseconds)
    }

    /// Year, month and day: Howard Hinnant's `civil_from_days`
    /// (https://howardhinnant.github.io/date_algorithms.html), years that begin in March.
    var date: (year: Int, month: Int, day: Int) {
        let days = daysSinceCivilEpoch + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// Hour, minute and second; a fraction is dropped.
    var clock: (hour: Int, minute: Int, second: Int) {
        let seconds = Int(timeOfDay / 1_000_000)
        return (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// The day as ISO 8601 has it, `2026-03-02`.
    var dateText: String {
        let (year, month, day) = date
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    /// Day and time as ISO 8601 has them, `2026-03-02T09:30:00`.
    var text: String {
        let (hour, minute, second) = clock
        return "\(dateText)T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
}

extension Instant {
    /// RFC 3339 in UTC to the second, `2026-03-02T09:30:00Z`.
    public var text: String { CivilTime(microsecondsSinceCivilEpoch: microsecondsSinceUnixEpoch).text + "Z" }
}
