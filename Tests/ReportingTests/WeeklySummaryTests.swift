import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reporting

/// `mart.weekly_summary` and `mart.target`.
@Suite struct WeeklySummaryTests {
    @Test func setsAFigureBesideWhatItWas() throws {
        let log = try FigureLog()
        for (weeksAgo, value) in [(0, 0.5), (1, 0.75), (4, 0.25), (13, 0.125)] {
            try log.note("retention share", value, n: 8, weeksAgo: weeksAgo)
        }
        let row = try #require(try log.row("weekly_summary", where: "metric", is: "retention"))
        #expect(try row.value("iso_week") == "2026-W14")
        #expect(try row.value("value") == 0.5)
        #expect(try row.value("previous") == 0.75)
        #expect(try row.value("change") == -0.25)
        #expect(try row.value("four_weeks_ago") == 0.25)
        #expect(try row.value("thirteen_weeks_ago") == 0.125)
        #expect(try row.value("n") == 8)
        #expect(try row.value("target", as: Double?.self) == nil)
        #expect(try row.value("target_met", as: Bool?.self) == nil)
    }

    @Test func holdsNothingForZero() throws {
        let log = try FigureLog()
        try log.note("action_rate share", nil, n: 0, status: "empty_denominator")
        try log.note("action_rate share", 0.9, weeksAgo: 1)
        let row = try #require(try log.row("weekly_summary"))
        #expect(try row.value("value", as: Double?.self) == nil)
        #expect(try row.value("change", as: Double?.self) == nil)
        #expect(try row.value("target_met", as: Bool?.self) == nil)
        #expect(try row.value("target") == 0.8)
        #expect(try row.value("status") == "empty_denominator")
    }

    @Test(arguments: [(0.8, true), (0.7999, false), (0.9, true)])
    func meetsATargetThatIsReached(value: Double, isMet: Bool) throws {
        let log = try FigureLog()
        try log.note("first_response within_target", value)
        let row = try #require(try log.row("weekly_summary"))
        #expect(try row.value("target_met") == isMet)
    }

    @Test func takesATargetFromItsSettingAsItHeldInTheWeek() throws {
        let log = try FigureLog()
        try log.set("neglect_target", to: "0.6", from: log.week.advanced(by: -1))
        try log.set("neglect_target", to: "0.5", from: log.week.advanced(by: 1))
        #expect(try target(log, "all", log.week) == 0.6)
        #expect(try target(log, "all", log.week.advanced(by: -2)) == 0.8)
    }

    @Test func prefersTheMembersOwnTargetAndForgetsOneThatEnded() throws {
        let log = try FigureLog()
        let old = log.week.advanced(by: -5).start
        try log.connection.execute(
            """
            insert into mart.target (metric, statistic, dimension, member, valid_from, direction, value, reason)
            values ('action_rate', 'share', 'segment', 'small', \(old), 'at least', 0.4, 'agreed in spring'),
                   ('action_rate', 'share', 'segment', null, \(log.week.start), 'at least', null, 'given up')
            """)
        #expect(try target(log, "small", log.week, dimension: "segment") == 0.4)
        #expect(try target(log, "large", log.week, dimension: "segment") == nil)
        #expect(try target(log, "large", log.week.advanced(by: -1), dimension: "segment") == 0.8)
        #expect(try target(log, "small", log.week.advanced(by: -6), dimension: "segment") == 0.8)
    }

    @Test func theRowThatTheReadmeAddsHoldsFromItsWeekOn() throws {
        let log = try FigureLog("2026-W10")
        let readme = URL(fileURLWithPath: Fixture.root).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let block = try #require(text.firstMatch(of: /```sql\n(insert into mart\.target [^`]*)```/))
        try log.connection.executeScript(String(block.1))
        for weeksAgo in 0...1 { try log.note("participation share", 0.25, weeksAgo: weeksAgo) }
        let rows = try log.connection.rows("select target, target_met from mart.weekly_summary order by week_start")
        #expect(try rows.map { try $0["target"] as Double? } == [nil, 0.3])
        #expect(try rows.map { try $0["target_met"] as Bool? } == [nil, false])
    }

    @Test func knowsEveryHeadlineAndTargetAmongTheMetrics() throws {
        let log = try FigureLog()
        let names = Set(try Catalogue().metrics.map(\.name))
        for table in ["headline", "target"] {
            let rows = try log.connection.rows("select distinct metric from \(Identifier("mart", table))")
            let named: [String] = try rows.map { try $0["metric"] }
            #expect(Set(named).subtracting(names) == [], "\(table)")
        }
        let longest = try log.connection.rows("select max(length(title)) as width from mart.headline")
        #expect(try #require(longest.first).value("width") <= 43, "the page has no room for more")
    }

    @Test(arguments: [
        "headline", "target", "weekly_summary", "segment_week", "segment_voice", "definition_week", "target_history",
        "setting_history",
    ])
    func explainsEveryColumn(relation: String) throws {
        let log = try FigureLog()
        let silent = try log.connection.rows(
            """
            select attribute.attname as name
            from pg_attribute as attribute
            where attribute.attrelid = \("mart.\(relation)")::regclass
              and attribute.attnum >= 0
              and not attribute.attisdropped
              and col_description(attribute.attrelid, attribute.attnum) is null
            """)
        #expect(try silent.map { row in try row.value("name", as: String.self) } == [])
        let words = try log.connection.rows("select obj_description(\("mart.\(relation)")::regclass) as words")
        #expect(try words[0].value("words", as: String?.self) != nil)
    }

    private func target(
        _ log: FigureLog, _ member: String, _ week: Week, dimension: String = "company"
    ) throws -> Double? {
        try log.connection.rows(
            """
            select target
            from mart.target_history
            where metric = 'action_rate' and statistic = 'share' and dimension = \(dimension)
              and (member is null or member = \(member))
              and valid_from <= \(week.start) and valid_to > \(week.start)
            order by member nulls last
            limit 1
            """
        ).first?["target"] ?? nil
    }
}
