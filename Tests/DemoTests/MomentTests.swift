import Testing

@testable import Demo

@Suite struct MomentTests {
    @Test(arguments: [
        (1970, 1, 1, 0), (2000, 2, 29, 11_016), (2024, 12, 31, 20_088), (1969, 12, 31, -1), (1900, 3, 1, -25_508),
    ])
    func daysAreCountedFromTheEpoch(year: Int, month: Int, day: Int, count: Int) {
        let date = Day(year: year, month: month, day: day)
        #expect(date.daysSinceUnixEpoch == count)
        #expect(date.civil == (year, month, day))
    }

    @Test func weekdaysBeginOnMonday() {
        #expect(Day(year: 2026, month: 3, day: 16).weekday == 0)
        #expect(Day(year: 1969, month: 12, day: 28).weekday == 6)
    }

    /// The zone database's changes of 2025 in Europe/Berlin: 30 March and 26 October at 01:00 UTC.
    @Test(arguments: [
        (3, 30, 1, "2025-03-30T00:00:00Z"), (3, 30, 4, "2025-03-30T02:00:00Z"), (7, 1, 0, "2025-06-30T22:00:00Z"),
        (10, 26, 1, "2025-10-25T23:00:00Z"), (10, 26, 4, "2025-10-26T03:00:00Z"), (12, 24, 18, "2025-12-24T17:00:00Z"),
    ])
    func berlinKeepsSummerTime(month: Int, day: Int, hour: Int, utc: String) {
        #expect(Moment(Day(year: 2025, month: month, day: day), second: hour * 3_600).description == utc)
    }

    @Test func localTextSaysTheSameInstant() {
        #expect(Moment(Day(year: 2025, month: 7, day: 1), second: 34_200).localText == "2025-07-01T09:30:00+02:00")
    }

    @Test func nobodyIsAtWorkAtNightAndOnWeekends() {
        let friday = Day(year: 2026, month: 3, day: 13)
        #expect(Moment(friday, second: 36_000).atWork == Moment(friday, second: 36_000))
        #expect(Moment(friday, second: 3_660).atWork == Moment(friday, second: 8 * 3_600 + 60))
        #expect(Moment(friday, second: 72_060).atWork == Moment(friday + 3, second: 8 * 3_600 + 60))
        #expect(Moment(friday + 1, second: 3_660).atWork == Moment(friday + 3, second: 8 * 3_600 + 60))
    }
}
