import Postgres
import TestSupport
import Testing

@testable import Reporting

/// `mart.segment_week` and `mart.segment_voice`.
@Suite struct SegmentWeekTests {
    @Test func putsAFigureOfEachMetricIntoItsColumn() throws {
        let log = try FigureLog()
        let columns = [
            ("interview_coverage share", "coverage", 0.1), ("interview_coverage value_share", "value_coverage", 0.2),
            ("first_response km_p50", "response_p50_hours", 0.3),
            ("first_response within_target", "response_within_target", 0.4),
            ("time_to_action acted_by_30d", "acted_by_30d", 0.5), ("action_rate share", "action_rate", 0.6),
            ("ignored_feedback share", "ignored", 0.7), ("retention share", "retention", 0.8),
            ("segment_neglect index", "neglect", 11), ("segment_neglect voice", "voice", 0.11),
            ("segment_neglect action", "action", 0.12), ("segment_neglect response", "response", 0.13),
            ("segment_neglect contribution", "contribution", 14),
        ]
        for (name, _, value) in columns { try log.note(name, value, of: "small", dimension: "segment", 1, 2, n: 7) }
        let row = try #require(try log.row("segment_week"))
        for (name, column, value) in columns { #expect(try row.value(column) == value, "\(name)") }
        #expect(try row.value("scheme") == "segment")
        #expect(try row.value("segment") == "small")
        #expect(try row.value("customers") == 7)
        #expect(try row.value("annual_value") == 2.0)
    }

    @Test func keepsSchemesApartAndUnknownValuesUnknown() throws {
        let log = try FigureLog()
        try log.note("interview_coverage share", 0.5, of: "north", dimension: "segment:region", 1, 2, n: 2)
        try log.note("interview_coverage value_share", nil, of: "north", dimension: "segment:region", 0, 0, n: 0)
        try log.note("ticket_flow created", 3, of: "north", dimension: "segment", unit: "count", n: 3)
        try log.note("ticket_flow created", 3, of: "Support", dimension: "department", unit: "count", n: 3)
        let region = try #require(try log.row("segment_week", where: "scheme", is: "region"))
        #expect(try region.value("customers") == 2)
        #expect(try region.value("annual_value", as: Double?.self) == nil)
        let segment = try #require(try log.row("segment_week", where: "scheme", is: "segment"))
        #expect(try segment.value("customers") == 0)
        #expect(try segment.value("coverage", as: Double?.self) == nil)
    }

    @Test(arguments: [(12, Int?.some(5)), (11, nil)])
    func addsUpConversationsOnlyWhenAllThirteenWeeksAreComputed(last: Int, sum: Int?) throws {
        let log = try FigureLog()
        for weeksAgo in [13] + (0...last) { try log.note("conversations count", 9, unit: "count", weeksAgo: weeksAgo) }
        for (weeksAgo, count) in [(0, 2.0), (11, 3), (13, 100)] {
            try log.note(
                "conversations count", count, of: "small", dimension: "segment", unit: "count", weeksAgo: weeksAgo)
        }
        let row = try #require(try log.row("segment_week"))
        #expect(try row.value("conversations_13w") == sum)
    }

    /// The worked figures of `metrics.md`: a plan of 72 over 40, 260 and 1700 customers.
    @Test func recoversWhatIsBehindAVoiceShortfall() throws {
        let log = try FigureLog()
        try log.note("meeting_presence share", 0.5, 36, 72, n: 72)
        let small = 61.2
        let midMarket = 9.36
        try voice(log, "small", 1 - (8 + 2) / (small + 2), customers: 1700)
        try voice(log, "mid-market", 1 - (1 + 2) / (midMarket + 2), customers: 260)
        try voice(log, "enterprise", 0, customers: 40)
        #expect(try behind(log, "small") == [small, 8])
        #expect(try behind(log, "mid-market") == [midMarket, 1])
        #expect(try behind(log, "enterprise") == [1.44, nil])
    }

    @Test func followsAnnualValueAsFarAsTheSettingSays() throws {
        let log = try FigureLog()
        try log.set("neglect_lambda", to: "0.5")
        try log.note("meeting_presence share", 0.5, 4, 8, n: 8)
        for (segment, customers, value) in [("large", 1, 300.0), ("small", 3, 100)] {
            try voice(log, segment, 0, customers: customers)
            try log.note("interview_coverage value_share", 0, of: segment, dimension: "segment", 0, value, n: 1)
        }
        #expect(try behind(log, "large") == [4, nil])
        #expect(try behind(log, "small") == [4, nil])
    }

    @Test func promisesNothingWithoutLeadersAndMeetings() throws {
        let log = try FigureLog()
        try log.note("meeting_presence share", nil, 0, 0, n: 0, status: "empty_denominator")
        try voice(log, "small", 0.4, customers: 3)
        #expect(try behind(log, "small") == [nil, nil])
    }

    /// Each leader promises 2 interviews in 4 weeks: 6.5 in 13.
    @Test func countsOnLeadersWhoWereThereForTheSecondHalf() throws {
        let log = try FigureLog()
        try log.note("meeting_presence share", nil, 0, 0, n: 0, status: "empty_denominator")
        try voice(log, "small", 0, customers: 3)
        try hire("boss", from: nil, log)
        try hire("middle", from: "2026-02-19 12:00:00+00", log)
        try hire("late", from: "2026-02-19 12:00:01+00", log)
        try hire("gone", from: nil, to: "2026-04-05 23:59:59+00", log)
        try hire("leaving", from: nil, to: "2026-04-06 00:00:00+00", log)
        try hire("employee", from: nil, isLeader: false, log)
        try hire("absent", from: nil, isAbsent: true, log)
        #expect(try behind(log, "small") == [19.5, nil])
    }

    private func voice(_ log: FigureLog, _ segment: String, _ shortfall: Double, customers: Int) throws {
        try log.note(
            "segment_neglect voice", shortfall, of: segment, dimension: "segment", unit: "shortfall", n: customers)
    }

    /// Conversations promised (to six decimals) and heard.
    private func behind(_ log: FigureLog, _ segment: String) throws -> [Double?] {
        let row = try #require(try log.row("segment_voice", where: "segment", is: segment))
        let promised: Double? = try row["promised_count"]
        let heard: Int? = try row["heard_count"]
        return [promised.map { ($0 * 1e6).rounded() / 1e6 }, heard.map(Double.init)]
    }

    private func hire(
        _ name: String, from: String?, to: String? = nil, isLeader: Bool = true, isAbsent: Bool = false,
        _ log: FigureLog
    ) throws {
        try log.connection.execute(
            """
            with
            person as (
                insert into core.person (email, is_absent, last_seen_at, source)
                values (\(name), \(isAbsent), \(Company.now), 'default')
                returning person_id
            )
            insert into core.person_history (person_id, valid_from, valid_to, is_leader, employed_from, employed_to)
            select person.person_id, '-infinity', 'infinity', \(isLeader), \(from)::timestamptz, \(to)::timestamptz
            from person
            """)
    }
}
