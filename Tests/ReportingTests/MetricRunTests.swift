import Dispatch
import Foundation
import Intake
import Postgres
import Synchronization
import TestSupport
import Testing
import Warehouse

@testable import Reporting

/// What a computation writes, refuses and leaves alone.
@Suite struct MetricRunTests {
    @Test func writesOnlyWhatChangedAndKeepsWhatWasPublished() throws {
        try withCompany { company, week, folder in
            #expect(try company.compute(week).changedRows > 0)
            #expect(try company.compute(week) == ComputeSummary(weeks: [week], changedRows: 0, revisedRows: 0))
            let bundle = Reporting.Bundle(company.connection, directory: "\(folder)/bundle")
            _ = try bundle.publish(week, now: Company.now)
            try company.connection.execute("update core.interview set is_absent = true where interview_id = '1'")
            let summary = try company.compute(week, metrics: ["interview_coverage"])
            #expect(summary.revisedRows > 0)
            let old = try company.connection.rows(
                """
                select revision.value, revision.edition, revision.reason, current.revision, current.value as new_value
                from mart.metric_revision as revision
                join mart.metric_value as current
                    on current.metric = revision.metric and current.dimension = revision.dimension
                    and current.member = revision.member and current.statistic = revision.statistic
                where revision.metric = 'interview_coverage' and revision.dimension = 'company'
                  and revision.statistic = 'share'
                """)
            let row = try #require(old.first)
            #expect(try row.value("value") == 0.5)
            #expect(try row.value("new_value") == 0.25)
            #expect(try row.value("edition") == 1)
            #expect(try row.value("revision") == 2)
            #expect(try row.value("reason") == "late_data")
        }
    }

    @Test func refusesAWeekThatHasNotEnded() throws {
        try withCompany { company, week, _ in
            let run = MetricRun(company.connection, catalogue: try Catalogue())
            let lastSecond = try #require(Timestamp("2026-04-05 21:59:59+00"))
            let failure = #expect(throws: Failure.self) { try run.compute([week], now: lastSecond) }
            #expect(failure?.kind == .usage)
            let end = try #require(Timestamp("2026-04-05 22:00:00+00"))
            #expect(try run.compute([week], metrics: ["retention"], now: end).weeks == [week])
        }
    }

    @Test func letsNoEmptyResultReplaceFiguresUnlessForced() throws {
        try withCompany { company, week, _ in
            try company.compute(week)
            let nothing = try MetricDefinition(
                name: "participation", text: Self.empty, file: "participation.sql")
            let run = MetricRun(company.connection, catalogue: try Catalogue(metrics: [nothing], cohorts: []))
            let failure = #expect(throws: Failure.self) { try run.compute([week], now: Company.now) }
            #expect(failure?.kind == .data)
            #expect(try run.compute([week], force: true, now: Company.now).changedRows > 0)
            #expect(try versions(of: "participation", company) == [1, 2])
        }
    }

    @Test func computesTheSameWithAnAssistantAndWithOneThatFails() throws {
        try withCompany { company, week, _ in
            let calls = Atomic(0)
            let options = company.database.options
            func run(_ assistant: @escaping @Sendable () throws -> Connection) -> MetricRun {
                MetricRun(company.connection, catalogue: whole, assistant: assistant)
            }
            let whole = try Catalogue()
            let assisted = run {
                calls.add(1, ordering: .relaxed)
                return try Connection(options)
            }
            let failing = run { throw Failure(.busy, "There is no room for another session.") }
            #expect(try assisted.compute([week], now: Company.now).changedRows > 0)
            #expect(calls.load(ordering: .relaxed) > 0)
            #expect(try company.compute(week).changedRows == 0)
            try company.connection.execute("delete from mart.metric_value where week_start = \(week.start)")
            #expect(try failing.compute([week], now: Company.now).changedRows > 0)
            #expect(try assisted.compute([week], now: Company.now).changedRows == 0)
        }
    }

    @Test func doesNotWaitForAnAssistantThatHasTakenNothing() throws {
        try withCompany { company, week, _ in
            let gate = DispatchSemaphore(value: 0)
            let waited = Atomic(false)
            let run = MetricRun(company.connection, catalogue: try Catalogue()) {
                waited.store(gate.wait(timeout: .now() + 60) == .timedOut, ordering: .relaxed)
                throw Failure(.busy, "There is no room for another session.")
            }
            #expect(try run.compute([week], now: Company.now).changedRows > 0)
            let hasWaited = waited.load(ordering: .relaxed)
            #expect(!hasWaited)
            gate.signal()
        }
    }

    @Test(arguments: ["select 1 as dimension", "select 'x' as dimension, 1 as member"])
    func refusesAResultOfTheWrongShape(select: String) throws {
        try withCompany { company, week, _ in
            let text =
                Self.empty.split(separator: "\n").filter { $0.hasPrefix("--") }.joined(separator: "\n") + "\n" + select
            let wrong = try MetricDefinition(name: "participation", text: text, file: "participation.sql")
            let run = MetricRun(company.connection, catalogue: try Catalogue(metrics: [wrong], cohorts: []))
            for _ in 1...2 {
                let failure = #expect(throws: Failure.self) { try run.compute([week], now: Company.now) }
                #expect(failure?.kind == .defect)
            }
        }
    }

    @Test func computesWhatIsDueOldestFirstAndThenNothing() throws {
        try withCompany { company, week, _ in
            let schedule = Schedule(company.connection)
            let now = try #require(Timestamp("2026-04-14 00:00:00+00"))
            let pending = try schedule.pending(now: now)
            #expect(pending == Week.span(from: week.advanced(by: -3), to: week.advanced(by: 1)))
            _ = try MetricRun(company.connection, catalogue: Catalogue()).compute(pending, now: now)
            #expect(try schedule.pending(now: now).isEmpty)
            #expect(try schedule.latestComputed() == pending.last)
        }
    }

    private func versions(of metric: String, _ company: Company) throws -> [Int] {
        try company.connection.rows(
            "select version from mart.metric_definition where metric = \(metric) order by version"
        ).map { try $0["version"] }
    }

    private func withCompany(_ body: (Company, Week, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(try Self.stage.get().company(), try #require(Week("2026-W14")), folder)
    }

    private static let stage = Result {
        try Stage(
            Company(
                folder: "\(MetricFixtureTests.folder)/interview_coverage/ordinary",
                settings: ["reporting_tz": "Europe/Paris"]))
    }

    private static let empty =
        CatalogueTests.header.replacing("metric: waits", with: "metric: participation")
        .replacing("item, core.ticket", with: "core.ticket") + """

            select
                text '' as dimension, text '' as member, text '' as statistic, text '' as unit, 0.0 as value,
                0.0 as numerator, 0.0 as denominator, 0 as n, 0 as excluded, 0.0 as ci_low, 0.0 as ci_high,
                text '' as status
            where $1 is null
            """
}
