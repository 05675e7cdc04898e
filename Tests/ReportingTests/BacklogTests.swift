import Postgres
import Testing

@testable import Reporting

@Suite struct BacklogTests {
    private let newest: Week

    init() throws {
        newest = try #require(Week("2026-W10"))
    }

    private func week(_ distance: Int) -> Week { newest.advanced(by: -distance) }

    @Test func theNewestWeekIsComputedFirst() {
        let backlog = Backlog([week(2), week(0), week(1)], latest: nil)
        #expect(backlog.recent == [week(0), week(1), week(2)])
        #expect(backlog.older.isEmpty)
        #expect(!backlog.keepsWaiting(newest))
    }

    @Test func whatTheNewestBundleShowsIsComputedBeforeTheRest() {
        let backlog = Backlog((0...60).map(week), latest: nil)
        #expect(backlog.recent == (0...52).map(week))
        #expect(backlog.older == (53...60).map(week))
        #expect(!backlog.keepsWaiting(newest), "it shows none of the older weeks")
        #expect(backlog.keepsWaiting(week(1)), "it shows the week 53 weeks before the newest")
    }

    @Test func theNewestBundleIsThatOfTheNewestComputedWeek() {
        let backlog = Backlog([week(52), week(53), week(200)], latest: newest)
        #expect(backlog.recent == [week(52)])
        #expect(backlog.older == [week(53), week(200)])
        #expect(!backlog.keepsWaiting(newest))
        for (distance, isWaiting) in [(1, true), (53, true), (54, false), (147, false), (148, true), (201, false)] {
            #expect(backlog.keepsWaiting(week(distance)) == isWaiting, "\(distance) weeks before the newest")
        }
    }

    @Test func nothingWaits() {
        #expect(Backlog([], latest: nil) == Backlog([], latest: newest))
    }
}
