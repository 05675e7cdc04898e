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

    private func firstActions() throws -> [String] {
        try dock.rows("select source, first_acted_at::date, first_told_at::date from core.ticket order by source")
    }

    @Test func anActionBeforeItsItemWaitsForIt() throws {
        try act()
        #expect(try resolved() == [""])
        try ticket("zendesk")
        #expect(try resolved() == ["zendesk"])
        #expect(try firstActions() == ["zendesk,2026-01-05,"])
    }

    @Test func anItemOfTwoSourcesIsAmbiguousUnlessOneIsTheActionsOwn() throws {
        try ticket("zendesk")
        try act()
        #expect(try firstActions() == ["zendesk,2026-01-05,"])
        try ticket("jira")
        #expect(try resolved() == [""])
        #expect(try firstActions() == ["jira,,", "zendesk,,"])
        try ticket("tracker")
        #expect(try resolved() == ["tracker"])
        #expect(try firstActions() == ["jira,,", "tracker,2026-01-05,", "zendesk,,"])
    }

    @Test func theSourceGivenDecides() throws {
        try ticket("zendesk")
        try ticket("tracker")
        try act(itemSource: "zendesk")
        #expect(try resolved() == ["zendesk"])
    }

    @Test func anItemTellsItsFirstActionAndWhenItsCustomerWasToldFromThenOn() throws {
        func act(_ lines: String..., at observed: String) throws {
            let header = "item_kind,item_id,action_id,acted_at,told_at\n"
            try dock.load("actions", header + lines.joined(separator: "\n") + "\n", at: observed) {
                $0.source = "tracker"
                $0.isComplete = true
            }
        }
        try ticket("zendesk")
        try act("ticket,T1,b,2026-01-05,2026-01-04", "ticket,T1,c,2026-01-07,2026-01-09", at: "2026-02-01")
        #expect(try firstActions() == ["zendesk,2026-01-05,2026-01-09"])
        try act("ticket,T1,a,2026-01-03,", "ticket,T1,b,2026-01-05,2026-01-04", at: "2026-02-02")
        #expect(try firstActions() == ["zendesk,2026-01-03,2026-01-04"])
        try act("ticket,T1,b,2026-01-06,", at: "2026-02-03")
        #expect(try firstActions() == ["zendesk,2026-01-06,"])
        try act("ticket,T2,a,2026-01-03,", at: "2026-02-04")
        #expect(try firstActions() == ["zendesk,,"])
    }

    @Test func withoutAnIdKindAndInstantTellActionsApart() throws {
        let header = "item_kind,item_id,acted_at,action_kind,title\n"
        try dock.load(
            "actions",
            header + "ticket,T1,2026-01-05,shipped,a\nticket,T1,2026-01-06,shipped,b\nticket,T1,2026-01-06,process,c\n")
        #expect(
            try dock.load("actions", header + "ticket,T1,2026-01-06,process,d\n", at: "2026-03-02").counts
                == "1 read, 1 updated")
        #expect(
            try dock.rows("select title from core.action_text order by 1") == ["a", "b", "d"])
    }

    @Test func anAbsentItemTakesNoActions() throws {
        func tickets(_ ids: String..., source: String, at day: String) throws {
            try dock.load("tickets", "ticket_id,created_at\n\(ids.map { "\($0),2026-01-01\n" }.joined())", at: day) {
                $0.source = source
                $0.isComplete = true
                $0.acceptsVolume = true
            }
        }
        try tickets("T1", "T2", source: "zendesk", at: "2026-03-01")
        try tickets("T1", source: "jira", at: "2026-03-01")
        try act()
        #expect(try resolved() == [""])
        try tickets("T2", source: "zendesk", at: "2026-03-02")
        #expect(try resolved() == ["jira"])
        #expect(try firstActions() == ["jira,2026-01-05,", "zendesk,,", "zendesk,,"])
        try tickets("T1", "T2", source: "zendesk", at: "2026-03-03")
        #expect(try resolved() == [""])
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
