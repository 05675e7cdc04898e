import Postgres
import Testing

@testable import Reporting

/// What no load had is unknown: which figures wait for it, and what becomes of computed weeks once it is there.
@Suite struct ConnectionTests {
    private let inbox: Inbox
    private let weeks = ["2025-W02", "2026-W10", "2026-W11"].compactMap { Week($0) }

    init() throws {
        inbox = try Inbox(on: Self.stage.get())
    }

    /// Tickets of a source that says nothing but when they were opened.
    private static let stage = Result {
        let inbox = try Inbox()
        try inbox.load("customers", "customer_id,churned_at\na,\n", on: "2026-03-20")
        try inbox.load(
            "tickets", "ticket_id,customer,created_at\n1,a,2026-03-03T00:00:00Z\n", on: "2026-03-20", source: "desk")
        return Stage(inbox.company)
    }

    @Test func theReportSaysWhatIsMissingAndWhatWaitsForIt() throws {
        try inbox.settle([weeks[2]])
        let missing = try Report(inbox.connection, week: weeks[2]).missing
        #expect(
            missing.map { "\($0.need) \($0.source ?? "-")" } == [
                "actions -", "actions.told_at -", "feedback -", "interviews -", "interviews or meetings -",
                "meetings -",
                "tickets.first_response_at desk", "tickets.status or tickets.solved_at desk",
            ])
        #expect(missing.first?.metrics == ["action_rate", "ignored_feedback", "time_to_action"])
        #expect(missing[6].metrics == ["first_response", "ignored_feedback"])
        #expect(try Standing(inbox.connection, now: Company.now).missing == missing)
    }

    @Test func theFirstLoadOfAKindTouchesEveryWeek() throws {
        try inbox.settle(weeks)
        try inbox.load("actions", "item_kind,item_id,acted_at\n", on: "2026-03-21")
        #expect(try inbox.markedWeeks() == weeks.map { "\($0.start)" })
        #expect(try inbox.company.compute(weeks[2]).changedRows > 0)
        #expect(try status(of: "action_rate", "share") == "empty_denominator")
        #expect(try status(of: "loop_closure", "share") == "missing_input")
    }

    @Test func soDoesTheFirstLoadOfAColumn() throws {
        try inbox.load("actions", "item_kind,item_id,acted_at\n", on: "2026-03-21")
        try inbox.settle(weeks)
        try inbox.load("actions", "item_kind,item_id,acted_at\n", on: "2026-03-22")
        #expect(try inbox.markedWeeks() == [], "nothing is new")
        try inbox.load("actions", "item_kind,item_id,acted_at,told_at\n", on: "2026-03-22")
        #expect(try inbox.markedWeeks() == weeks.map { "\($0.start)" })
        try inbox.company.compute(weeks[2])
        #expect(try status(of: "loop_closure", "share") == "empty_denominator")
    }

    @Test func anotherSourceConnectsItsOwnColumns() throws {
        try inbox.load(
            "tickets", "ticket_id,created_at,first_response_at,status\n1,2026-03-03T00:00:00Z,,open\n",
            on: "2026-03-21",
            source: "mail")
        try inbox.settle([weeks[1]])
        let rows = try inbox.connection.rows(
            """
            select n, excluded, status from mart.metric_value
            where metric = 'first_response' and dimension = 'company' and statistic = 'answered_share'
            """)
        #expect(try rows.map { try $0["n"] as Int } == [1] && rows.map { try $0["excluded"] as Int } == [1])
        #expect(try status(of: "first_response", "answered_share", in: weeks[1]) == "ok")
    }

    @Test func aLoadThatIsUndoneOrWasRefusedConnectsNothing() throws {
        try inbox.load("actions", "item_kind,item_id,acted_at,told_at\n", on: "2026-03-21")
        try inbox.connection.execute("update ops.load set status = 'refused' where kind = 'actions'")
        try inbox.company.compute(weeks[2])
        #expect(try status(of: "action_rate", "share") == "missing_input")
        try inbox.connection.execute(
            "update ops.load set status = 'loaded', undone_at = now() where kind = 'actions'")
        try inbox.company.compute(weeks[2])
        #expect(try status(of: "loop_closure", "share") == "missing_input")
        try inbox.connection.execute("update ops.load set undone_at = null where kind = 'actions'")
        try inbox.company.compute(weeks[2])
        #expect(try status(of: "loop_closure", "share") == "empty_denominator")
    }

    @Test func aMeetingThatIsAnInterviewTouchesTheWeekOfTheInterview() throws {
        try inbox.load("meetings", "meeting_id,held_at,status\nm,2026-03-03T00:00:00Z,held\n", on: "2026-03-20")
        try inbox.load(
            "interviews", "interview_id,customer,occurred_at,participants\n1,a,2026-03-04T00:00:00Z,p@us.test\n",
            on: "2026-03-20")
        try inbox.settle([weeks[1]])
        #expect(try conversations() == 1)
        try inbox.load("meetings", "meeting_id,held_at,status\n1,2026-03-18T00:00:00Z,cancelled\n", on: "2026-03-21")
        #expect(try inbox.markedWeeks().contains("\(weeks[1].start)"))
        try inbox.company.compute(weeks[1])
        #expect(try conversations() == 0)
        #expect(
            try inbox.connection.rows("select is_talk, is_conversation_if_long_enough as is_long from mart.interview")
                .map {
                    [try $0["is_talk"] as Bool, try $0["is_long"] as Bool]
                } == [[false, false]])
    }

    private func conversations() throws -> Double? {
        try inbox.connection.rows(
            """
            select value from mart.metric_value
            where metric = 'conversations' and dimension = 'company' and statistic = 'count'
              and week_start = \(weeks[1].start)
            """)[0]["value"]
    }

    private func status(of metric: String, _ statistic: String, in week: Week? = nil) throws -> String {
        try inbox.connection.rows(
            """
            select status from mart.metric_value
            where metric = \(metric) and dimension = 'company' and statistic = \(statistic)
              and week_start = \((week ?? weeks[2]).start)
            """)[0]["status"]
    }
}
