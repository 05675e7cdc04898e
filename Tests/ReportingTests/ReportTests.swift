import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Reporting

@Suite struct ReportTests {
    @Test func readsAWeek() throws {
        let log = try FigureLog()
        try log.note("leader_cadence share", 0.25, 2, 8, n: 8)
        try log.note("interview_coverage value_share", 0.5, 1000, 2000, n: 6)
        try log.note("meeting_presence share", 0.5, 36, 72, n: 72)
        for (segment, index) in [("large", 10.0), ("small", 60)] {
            try log.note("segment_neglect voice", 0.5, of: segment, dimension: "segment", unit: "shortfall", n: 4)
            try log.note("segment_neglect index", index, of: segment, dimension: "segment", unit: "index", n: 4)
        }
        try log.note("action_rate share", 0.25, of: "small", dimension: "segment", 2, 8, n: 8)
        try log.note("segment_neglect action", 0.7, of: "small", dimension: "segment", unit: "shortfall", n: 4)
        for (theme, flag) in [("payouts", 1.0), ("login", 0)] {
            try log.note("emerging_themes flagged", flag, of: theme, dimension: "theme", unit: "flag", 7, nil, n: 20)
        }
        let report = try Report(log.connection, week: log.week)
        #expect(report.week == "2026-W14" && report.firstDay == "2026-03-30" && report.lastDay == "2026-04-05")
        #expect(report.headlines.map(\.metric) == ["interview_coverage", "leader_cadence", "meeting_presence"])
        #expect(report.headlines[0].counted == nil, "an amount of money counts no records")
        #expect(report.headlines[1].counted == 2)
        #expect(report.headlines[1].target == 1 && report.headlines[1].isTargetMet == false)
        #expect(report.segments.map(\.segment) == ["small", "large"])
        #expect(report.segments[0].feedback == Report.Count(some: 2, all: 8))
        #expect(report.segments[0].promised == 36 && report.segments[0].heard == 17)
        #expect(report.segments[1].action == nil)
        #expect(report.themes.map(\.theme) == ["payouts"])
        #expect(report.themes.first?.customers == Report.Count(some: 7, all: 20))
        #expect(report.promise.share == 0.8 && report.promise.actionDays == 30 && report.promise.responseHours == 24)
    }

    /// A function that a view calls runs with its reader's rights, so none of these views may call one that reads a table.
    @Test func canBeReadByWhoMayReadOnlyTheViewsOfMart() throws {
        let log = try FigureLog()
        try log.note("action_rate share", 0.9, 9, 10)
        let reader = Identifier("reader_\(UUID().uuidString)")
        try log.connection.execute("create role \(reader)")
        defer {
            _ = try? log.connection.execute("reset role")
            _ = try? log.connection.execute("drop owned by \(reader)")
            _ = try? log.connection.execute("drop role \(reader)")
        }
        try log.connection.execute("grant usage on schema mart to \(reader)")
        try log.connection.execute("grant select on all tables in schema mart to \(reader)")
        try log.connection.execute("revoke select on mart.metric_value from \(reader)")
        try log.connection.execute("set role \(reader)")
        #expect(try Report(log.connection, week: log.week).headlines.map(\.metric) == ["action_rate"])
        for view in ["segment_week", "segment_voice", "definition_week", "target_history"] {
            _ = try log.connection.rows("select * from \(Identifier("mart", view))")
        }
    }

    @Test func cannotJudgeThemesWhileTheyWarmUp() throws {
        let log = try FigureLog()
        try log.note("retention share", 1)
        #expect(try Report(log.connection, week: log.week).areThemesJudged)
        try log.note(
            "emerging_themes flagged", nil, of: "login", dimension: "theme", unit: "flag", status: "warming_up")
        #expect(try !Report(log.connection, week: log.week).areThemesJudged)
    }

    @Test func refusesAWeekWithoutValues() throws {
        let log = try FigureLog()
        let failure = #expect(throws: Failure.self) { try Report(log.connection, week: log.week) }
        #expect(failure?.kind == .usage)
    }

    @Test func namesItsColumnsInJSONAsTheFilesDo() throws {
        let log = try FigureLog()
        try log.note("action_rate share", 0.9, 9, 10)
        let data = try JSONEncoder().encode(try Report(log.connection, week: log.week))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let headline = try #require((object["headlines"] as? [[String: Any]])?.first)
        #expect(headline["target_met"] as? Bool == true)
        #expect(headline["metric"] as? String == "action_rate")
        #expect(object["first_day"] as? String == "2026-03-30")
    }
}
