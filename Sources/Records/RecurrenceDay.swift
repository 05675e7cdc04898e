/// A day as a recurrence rule looks at it: where it stands in its week, month and year.
struct RecurrenceDay {
    let number: Int
    let year: Int
    let month: Int
    let day: Int
    /// From 0 for Monday.
    let weekday: Int

    /// The day that many days after 1970-01-01.
    init(_ number: Int) {
        self.number = number
        let civil = CivilTime(microsecondsSinceCivilEpoch: Int64(number) * CivilTime.day)
        (year, month, day) = civil.date
        weekday = civil.weekday
    }

    /// Days since 1970-01-01; nil: there is no such day.
    static func number(_ year: Int, _ month: Int, _ day: Int = 1) -> Int? {
        CivilTime(year: year, month: month, day: day)?.daysSinceCivilEpoch
    }

    var dayOfYear: Int { number - (Self.number(year, 1) ?? number) + 1 }

    var yearLength: Int { Self.isLeap(year) ? 366 : 365 }

    var monthLength: Int {
        switch month {
        case 2: Self.isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The number of its week, from the start and from the end of the year that has the most days of that week, as ISO
    /// 8601 counts when weeks begin on a Monday.
    func weekNumber(weekStart: Int) -> (fromStart: Int, fromEnd: Int) {
        // The fourth day of a week decides to which year it belongs.
        let middle = RecurrenceDay(number - (weekday - weekStart + 7) % 7 + 3)
        return ((middle.dayOfYear - 1) / 7 + 1, -((middle.yearLength - middle.dayOfYear) / 7 + 1))
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}
