import Foundation
import Intake
import Postgres
import TestSupport
import Testing
import Warehouse

/// Values that no company has, beside the fixtures of `Tests/Fixtures/refusals`: bounds that move with the clock, with
/// settings, and with what is known.
@Suite struct RangeTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func load(_ kind: String, _ text: String, bad: Int, at day: String = "2026-03-01") throws -> LoadSummary {
        let summary = try dock.load(kind, text, at: day)
        #expect(summary.rejected == bad)
        return summary
    }

    @Test func eventsMayBeADayAheadOfTheServer() throws {
        dock.clock = try instant("2026-07-01 12:00:00")
        let summary = try load(
            "tickets", "ticket_id,created_at\nT1,2026-07-02T12:00:00Z\nT2,2026-07-02T12:00:00.000001Z\n", bad: 1)
        #expect(summary.rejectedByRule == ["in_the_future": 1])
    }

    @Test(arguments: [("interviews", "interview_id,occurred_at"), ("meetings", "meeting_id,held_at")])
    func conversationsMayBePlanned(_ kind: String, _ header: String) throws {
        dock.clock = try instant("2026-07-01")
        let text = "\(header)\nA,2028-06-30\nB,2028-07-01\n"
        #expect(try load(kind, text, bad: 1).rejectedByRule == ["too_far_ahead": 1])
        try Settings(dock.connection).set("planned_horizon_days", to: "731", now: dock.now)
        #expect(try load(kind, text, bad: 0, at: "2026-03-02").loaded == 1)
    }

    @Test func theFirstDayIsASetting() throws {
        let text = "ticket_id,created_at\nT1,1985-01-01\nT2,2026-01-01\nT3,1899-12-30\n"
        #expect(try load("tickets", text, bad: 2).rejectedByRule == ["too_early": 1, "zero_date": 1])
        try Settings(dock.connection).set("earliest_event_date", to: "1985-01-01", now: dock.now)
        #expect(try load("tickets", text, bad: 1, at: "2026-03-02").rejectedByRule == ["zero_date": 1])
    }

    @Test func theFirstDayBeginsInTheReportingZone() throws {
        try Settings(dock.connection).set("reporting_tz", to: "Asia/Kolkata", now: dock.now)
        let text = "ticket_id,created_at\nT1,1989-12-31T18:30:00Z\nT2,1989-12-31T18:29:59Z\n"
        #expect(try load("tickets", text, bad: 1).loaded == 1)
    }

    @Test func whatIsStillToComeIsLeftOutWhereAMappingSaysSo() throws {
        let mapping = try Mapping(
            yaml: "{name: m, kind: meetings, past_only: held_at, fields: {meeting_id: id, held_at: at}}", file: "m.yaml"
        )
        let summary = try dock.load("meetings", "id,at\nM1,2999-01-01\nM2,2026-01-01\nM3,1900-01-01\n") {
            $0.mapping = mapping
            $0.limit = .count(1)
        }
        #expect(summary.counts == "2 read, 1 loaded, 1 rejected, 1 filtered")
    }

    @Test func aScoreIsJudgedByTheScoreMaxThatIsKnown() throws {
        #expect(
            try load("feedback", "feedback_id,received_at,score,score_max\nF1,2026-01-01,85,100\n", bad: 0).loaded == 1)
        // Without the column, the known one stays; without a record, it is 10.
        let scores = "feedback_id,received_at,score\nF1,2026-01-01,90\nF2,2026-01-01,90\nF3,2026-01-01,9\n"
        #expect(try load("feedback", scores, bad: 1, at: "2026-03-02").updated == 1)
        #expect(try dock.rows("select line, column_name, rule from ops.rejection") == ["3,score,score_out_of_range"])
        // The other way round.
        let bests = "feedback_id,received_at,score_max\nF1,2026-01-01,50\nF3,2026-01-01,9\n"
        #expect(try load("feedback", bests, bad: 1, at: "2026-03-03").updated == 1)
        #expect(
            try dock.rows(
                "select line, column_name from ops.rejection where load_id = (select max(load_id) from ops.load)")
                == ["2,score_max"])
        #expect(try dock.number("select count(*) from core.feedback where score > coalesce(score_max, 10)") == 0)
    }

    /// All records stand on one line, so the line does not tell which is which.
    @Test func recordsOnOneLineKeepTheirOwnBytes() throws {
        let summary = try dock.load(
            "feedback",
            """
            [{"feedback_id":"F1","received_at":"2026-01-01","score":5},{"feedback_id":"F2","received_at":"2026-01-01","score":50},\
            {"feedback_id":"F3","received_at":"2026-01-01","score":60},{"feedback_id":"F4","received_at":"2026-01-01"}]
            """
        ) { $0.limit = .count(2) }
        #expect(summary.counts == "4 read, 2 loaded, 2 rejected, 2 unattributed")
        #expect(
            try dock.rows(
                "select convert_from(record, 'UTF8')::jsonb ->> 'feedback_id' from ops.rejection order by ordinal")
                == ["F2", "F3"])
    }

    @Test func aFileOfPercentagesIsRefusedWithItsFirstRecords() throws {
        let lines = (1...1_200).map { "F\($0),2026-01-01,85\n" }.joined()
        let refusal = try dock.refusal("feedback", "feedback_id,received_at,score\n" + lines) { $0.limit = .standard }
        #expect(refusal.rejected == 1_200)
        #expect(refusal.byRule == ["score_out_of_range": 1_200])
        #expect(refusal.sample.count == 1_000)
        #expect(try dock.number("select count(*) from ops.rejection where record = 'F1,2026-01-01,85'") == 1)
    }

    @Test func whatWasRejectedLoadsOnceItsTimeHasCome() throws {
        dock.clock = try instant("2026-07-01")
        let first = try load(
            "tickets", "ticket_id,created_at\nT1,2026-07-10\nT2,2026-01-01\nT3,2026-01-01\n", bad: 1, at: "2026-06-30")
        dock.clock = try instant("2026-07-10")
        let replay = try Replay(of: try #require(first.load), over: dock.connection)
        let again = try Load(
            replay.request, replaying: replay, on: dock.connection, now: dock.now, runID: UUID().uuidString,
            clock: dock.clock)
        #expect(try again.run().loaded == 1)
        #expect(try RejectedLoad.all(over: dock.connection).isEmpty)
    }

    @Test func noMessageHoldsACell() throws {
        let text = "customer_id,annual_value,currency\nC1,-73591,EUR\nC2,1,ZEBRA\nC3,1,EUR\n"
        let summary = try load("customers", text, bad: 2)
        let messages: [String] = try dock.connection.rows("select message from ops.rejection").map { try $0["message"] }
        #expect(!(messages + summary.firstRejections).joined().contains(/73591|ZEBRA/))
        #expect(summary.firstRejections.count == 2)
    }
}
