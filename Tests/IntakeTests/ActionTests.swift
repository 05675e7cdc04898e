import Intake
import Testing

/// Actions meet their items whenever both are there.
@Suite struct ActionTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func act(on item: String = "T1", itemSource: String = "", source: String = "tracker") throws {
        try dock.load("actions", "item_kind,item_id,item_source,acted_at\nticket,\(item),\(itemSource),2026-01-05\n") {
            $0.source = source
        }
    }

    private func ticket(_ source: String) throws {
        try dock.load("tickets", "ticket_id,created_at\nT1,2026-01-01\n") { $0.source = source }
    }

    private func resolved() throws -> [String] {
        try dock.rows("select resolved_source from core.action")
    }

    @Test func anActionBeforeItsItemWaitsForIt() throws {
        try act()
        #expect(try resolved() == [""])
        try ticket("zendesk")
        #expect(try resolved() == ["zendesk"])
    }

    @Test func anItemOfTwoSourcesIsAmbiguousUnlessOneIsTheActionsOwn() throws {
        try ticket("zendesk")
        try act()
        try ticket("jira")
        #expect(try resolved() == [""])
        try ticket("tracker")
        #expect(try resolved() == ["tracker"])
    }

    @Test func theSourceGivenDecides() throws {
        try ticket("zendesk")
        try ticket("tracker")
        try act(itemSource: "zendesk")
        #expect(try resolved() == ["zendesk"])
    }

    @Test(arguments: [
        ("interviews", "interview_id,occurred_at", "interview"), ("feedback", "feedback_id,received_at", "feedback"),
    ])
    func interviewsAndFeedbackAreItemsToo(_ kind: String, _ header: String, _ itemKind: String) throws {
        try dock.load("actions", "item_kind,item_id,acted_at\n\(itemKind),X1,2026-01-05\nticket,X1,2026-01-05\n")
        try dock.load(kind, "\(header)\nX1,2026-01-01\n") { $0.source = "s" }
        #expect(
            try dock.rows("select item_kind, resolved_source from core.action where resolved_source is not null") == [
                "\(itemKind),s"
            ])
    }

    @Test func aLaterFileDatesAnUndatedTicket() throws {
        #expect(try dock.load("tickets", "ticket_id,status\nT1,open\n", at: "2026-03-01").undated == 1)
        let summary = try dock.load("tickets", "ticket_id,created_at\nT1,2026-06-10\n", at: "2026-03-02")
        #expect(summary.counts == "1 read, 1 updated, 1 unattributed")
        #expect(try dock.rows("select created_at::date, status from core.ticket") == ["2026-06-10,open"])
        #expect(try dock.rows("select min(week_start) from ops.dirty_week") == ["2026-06-08"])
    }
}
