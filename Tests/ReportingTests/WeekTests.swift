import Postgres
import Testing

@testable import Reporting

@Suite struct WeekTests {
    @Test(arguments: [
        ("2026-W10", "2026-03-02"), ("2026-W01", "2025-12-29"), ("2020-W53", "2020-12-28"), ("2021-W01", "2021-01-04"),
        ("2027-W53", "2028-01-03"),
    ])
    func namesTheWeekOfItsThursday(name: String, monday: String) throws {
        let day = try #require(CalendarDate(monday))
        let week = try #require(Week(startingOn: day))
        let exists = name != "2027-W53"
        #expect((Week(name) == week) == exists)
        #expect((week.description == name) == exists)
    }

    @Test(arguments: ["2026-W54", "2021-W53", "2026-W00", "2026-03-03", "2026-W1", "2026W10", "", "2026-W10 "])
    func refusesWhatIsNoWeek(text: String) {
        #expect(Week(text) == nil)
    }

    @Test func readsBackWhatItWritesForCenturies() throws {
        let first = try #require(Week("1990-W01"))
        for week in Week.span(from: first, to: first.advanced(by: 6_000)) {
            #expect(Week(week.description) == week)
            #expect(Week(week.start.description) == week)
            #expect(Week(containing: CalendarDate(daysSinceUnixEpoch: week.start.daysSinceUnixEpoch + 6)) == week)
        }
    }

    @Test func countsFromWeekToWeek() throws {
        let week = try #require(Week("2026-W10"))
        #expect(week.advanced(by: -10).distance(to: week) == 10)
        #expect(
            Week.span(from: week, to: week.advanced(by: 2)).map(\.description) == ["2026-W10", "2026-W11", "2026-W12"])
        #expect(Week.span(from: week, to: week.advanced(by: -1)).isEmpty)
    }
}
