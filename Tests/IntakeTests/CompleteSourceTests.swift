import Intake
import Postgres
import Testing

/// Sources that deliver everything each time: what is missing from a delivery is absent.
@Suite struct CompleteSourceTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func load(_ text: String, at day: String, source: String = "zendesk") throws -> LoadSummary {
        try dock.load("tickets", "ticket_id,updated_at,status\n" + text, at: day) {
            $0.source = source
            $0.isComplete = true
        }
    }

    private func absent() throws -> [String] {
        try dock.rows("select ticket_id from core.ticket where is_absent order by 1")
    }

    @Test func whatIsMissingIsAbsentUntilItComesBack() throws {
        _ = try load("T1,,open\nT2,,open\n", at: "2026-03-01")
        #expect(try load("T2,,open\n", at: "2026-03-02").absent == 1)
        #expect(try absent() == ["T1"])
        #expect(try load("T2,,open\n", at: "2026-03-03").absent == 0)
        #expect(try load("T1,,open\nT2,,open\n", at: "2026-03-04").updated == 1)
        #expect(try absent() == [])
    }

    @Test func aStaleRecordIsSeenAllTheSame() throws {
        _ = try load("T1,2026-02-02,solved\n", at: "2026-03-01")
        #expect(try load("T1,2026-02-01,open\n", at: "2026-03-02").counts == "1 read, 1 stale")
        #expect(try absent() == [])
        #expect(try dock.rows("select status from core.ticket") == ["solved"])
    }

    @Test func aStaleRecordOfAPartialDeliveryIsSeenToo() throws {
        for (update, day) in [("2026-02-02", "2026-03-01"), ("2026-02-01", "2026-03-03")] {
            try dock.load("tickets", "ticket_id,updated_at,status\nT1,\(update),open\n", at: day) {
                $0.source = "zendesk"
            }
        }
        _ = try load("T2,,open\n", at: "2026-03-02")
        #expect(try absent() == [])
    }

    @Test func anOldDeliveryTellsNothingAboutNewerRecords() throws {
        _ = try load("T1,,open\n", at: "2026-03-02")
        _ = try load("T2,,open\n", at: "2026-03-01")
        #expect(try absent() == ["T2"])
    }

    @Test func otherSourcesAreLeftAlone() throws {
        _ = try load("T1,,open\n", at: "2026-03-01", source: "jira")
        _ = try load("T2,,open\n", at: "2026-03-02")
        #expect(try absent() == [])
    }

    @Test func aRejectedRecordIsNotMissing() throws {
        _ = try load("T1,,open\nT2,,open\nT3,,open\n", at: "2026-03-01")
        #expect(
            try load("T1,,odd\nT2,,open\n", at: "2026-03-02").counts
                == "2 read, 1 unchanged, 1 rejected, 1 unattributed, 1 undated")
        #expect(try absent() == [])
        #expect(try load("T1,,open\nT2,,open\n", at: "2026-03-03").absent == 1)
        #expect(try absent() == ["T3"])
    }

    @Test func absenceMarksTheWeeksItTouches() throws {
        let header = "feedback_id,received_at\n"
        try dock.load("feedback", header + "F1,2026-06-10\nF2,2026-06-24\n", at: "2026-03-01") { $0.isComplete = true }
        try dock.connection.execute("delete from ops.dirty_week")
        try dock.load("feedback", header + "F1,2026-06-10\n", at: "2026-03-02") { $0.isComplete = true }
        #expect(try dock.rows("select min(week_start) from ops.dirty_week") == ["2026-06-22"])
    }

    @Test(arguments: [
        ("interviews", "interview_id,occurred_at", "core.interview"),
        ("meetings", "meeting_id,held_at", "core.meeting"),
        ("feedback", "feedback_id,received_at", "core.feedback"),
        ("customers", "customer_id,customer_since", "core.customer"),
        ("people", "email,employed_from", "core.person"), ("actions", "item_id,acted_at,item_kind", "core.action"),
    ])
    func everyKindHasAbsentRecords(_ kind: String, _ header: String, _ table: String) throws {
        let end = kind == "actions" ? ",ticket" : ""
        let both = "\(header)\nx,2026-01-01\(end)\ny,2026-01-01\(end)\n"
        try dock.load(kind, both, at: "2026-03-01") { $0.isComplete = true }
        #expect(
            try dock.load(kind, "\(header)\nx,2026-01-01\(end)\n", at: "2026-03-02") { $0.isComplete = true }.absent
                == 1)
        #expect(try dock.number("select count(*) from \(table) where is_absent") == 1)
        try dock.load(kind, both, at: "2026-03-03") { $0.isComplete = true }
        #expect(try dock.number("select count(*) from \(table) where is_absent") == 0)
    }
}
