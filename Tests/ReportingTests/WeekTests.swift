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

    @Test(arguments: [
        ("2026-W10", "2026-W10"), ("2026-03-02", "2026-W10"), ("W10", "2026-W10"), ("W53", "2026-W53"),
        ("last", "2026-W52"),
    ])
    func namesAWeekByTheDay(name: String, week: String) throws {
        // A Friday of the week that began in the year before, which is still its current one.
        let day = try #require(CalendarDate("2027-01-01"))
        #expect(WeekName(name)?.week(on: day) == Week(week))
    }

    @Test func endsTheLastWeekOnSunday() throws {
        let (sunday, monday) = (try #require(CalendarDate("2026-11-29")), try #require(CalendarDate("2026-11-30")))
        #expect(WeekName.last.week(on: sunday) == Week("2026-W47"))
        #expect(WeekName.last.week(on: monday) == Week("2026-W48"))
    }

    @Test func findsNoWeekThatTheYearLacks() throws {
        #expect(WeekName("W53")?.week(on: try #require(CalendarDate("2025-06-01"))) == nil)
    }

    @Test(arguments: ["W1", "W00", "W54", "w10", "Last", "", "W10 ", "2026"])
    func refusesWhatNamesNoWeek(text: String) {
        #expect(WeekName(text) == nil)
    }
}
