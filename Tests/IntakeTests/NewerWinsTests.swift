import Intake
import Testing

/// Which of two records of one key is kept, and how each is counted.
@Suite struct NewerWinsTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func statuses() throws -> [String] {
        try dock.rows("select ticket_id, status from core.ticket order by ticket_id")
    }

    @Test func theLaterObservationWins() throws {
        try dock.load("tickets", "ticket_id,status\nT1,open\n", at: "2026-03-02")
        #expect(
            try dock.load("tickets", "ticket_id,status\nT1,new\n", at: "2026-03-01").counts
                == "1 read, 1 stale")
        #expect(try statuses() == ["T1,open"])
        #expect(
            try dock.load("tickets", "ticket_id,status\nT1,solved\n", at: "2026-03-03").counts
                == "1 read, 1 updated, 1 unattributed, 1 undated")
        #expect(try statuses() == ["T1,solved"])
    }

    @Test func updatedAtDecidesBeforeTheObservation() throws {
        try dock.load("tickets", "ticket_id,status,updated_at\nT1,open,2026-02-20T12:00:00Z\n", at: "2026-03-01")
        #expect(
            try dock.load("tickets", "ticket_id,status,updated_at\nT1,new,2026-02-19\n", at: "2026-03-09").counts
                == "1 read, 1 stale")
        #expect(
            try dock.load(
                "tickets", "ticket_id,status,updated_at\nT1,solved,2026-02-20T12:00:01Z\n", at: "2026-02-21"
            ).updated == 1)
        #expect(try statuses() == ["T1,solved"])
    }

    @Test func equalTimesOfUpdateAreDecidedByTheObservation() throws {
        try dock.load("tickets", "ticket_id,status,updated_at\nT1,open,2026-02-20\n", at: "2026-03-02")
        #expect(
            try dock.load("tickets", "ticket_id,status,updated_at\nT1,new,2026-02-20\n", at: "2026-03-01").stale == 1)
        #expect(
            try dock.load("tickets", "ticket_id,status,updated_at\nT1,hold,2026-02-20\n", at: "2026-03-03").updated
                == 1)
        #expect(try statuses() == ["T1,hold"])
    }

    @Test func theLastOfEqualsInOneFileWins() throws {
        let summary = try dock.load(
            "tickets",
            """
            ticket_id,status,updated_at
            T1,new,2026-02-01
            T1,open,2026-02-02
            T1,pending,2026-02-02
            T1,hold,2026-01-01
            T2,open,
            T2,solved,
            """)
        #expect(summary.counts == "6 read, 2 loaded, 4 duplicate, 2 unattributed, 2 undated")
        #expect(try statuses() == ["T1,pending", "T2,solved"])
    }

    @Test func customersAreDecidedByTheObservationAlone() throws {
        try dock.load("customers", "customer_id,name\nC1,New\nC1,Newest\n", at: "2026-03-02")
        #expect(try dock.load("customers", "customer_id,name\nC1,Old\n", at: "2026-03-01").counts == "1 read, 1 stale")
        #expect(try dock.rows("select name from core.customer") == ["Newest"])
    }

    @Test func theSameContentIsUnchangedButNewer() throws {
        try dock.load("tickets", "ticket_id,status\nT1,open\n", at: "2026-03-01")
        #expect(try dock.load("tickets", "ticket_id,status\nT1,open\n", at: "2026-03-05").unchanged == 1)
        #expect(try dock.load("tickets", "ticket_id,status\nT1,new\n", at: "2026-03-03").stale == 1)
        #expect(try statuses() == ["T1,open"])
        #expect(try dock.rows("select load_id, unchanged_since from core.ticket") == ["2,1"])
    }

    @Test func anAbsentColumnOverwritesNothingAndAnEmptyCellDoes() throws {
        try dock.load(
            "tickets",
            """
            ticket_id,customer,status,subject,themes,assignee
            T1,C1,open,Words,a;b,x@ours.example
            T2,C1,open,Words,a;b,x@ours.example
            """, at: "2026-03-01")
        try dock.load("tickets", "ticket_id,status\nT1,solved\n", at: "2026-03-02")
        try dock.load("tickets", "ticket_id,customer,subject,themes,assignee\nT2,,,,\n", at: "2026-03-02")
        #expect(
            try dock.rows(
                """
                select ticket_id, ref.ref, status, themes, assignee_ref_id is null, words.subject
                from core.ticket
                left join core.customer_ref as ref using (customer_ref_id)
                left join core.ticket_text as words using (source, ticket_id)
                order by ticket_id
                """) == ["T1,c1,solved,\"{a,b}\",f,Words", "T2,,open,,t,"])
    }

    @Test func anAbsentColumnOverwritesNothingInAnyKind() throws {
        let files: [(kind: String, full: String, key: String, table: String)] = [
            ("customers", "customer_id,name,aliases,country\nC1,One,a,FR\n", "customer_id\nC1\n", "core.customer"),
            (
                "people", "email,name,department,is_leader\na@ours.example,Ada,Support,true\n",
                "email\na@ours.example\n",
                "core.person_history"
            ),
            (
                "interviews",
                "interview_id,occurred_at,kind,participants,notes\nI1,2026-01-01,visit,a@ours.example,x\n",
                "interview_id,occurred_at\nI1,2026-01-01\n", "core.interview"
            ),
            (
                "meetings", "meeting_id,held_at,series,attendees,guest_minutes\nM1,2026-01-01,board,a@ours.example,9\n",
                "meeting_id,held_at\nM1,2026-01-01\n", "core.meeting"
            ),
            (
                "feedback", "feedback_id,received_at,score,text\nF1,2026-01-01,3,x\n",
                "feedback_id,received_at\nF1,2026-01-01\n", "core.feedback"
            ),
            (
                "actions", "item_kind,item_id,acted_at,title,told_at\nfeedback,F1,2026-01-01,x,2026-01-02\n",
                "item_kind,item_id,acted_at\nfeedback,F1,2026-01-01\n", "core.action"
            ),
        ]
        for (kind, full, key, table) in files {
            try dock.load(kind, full, at: "2026-03-01")
            let content =
                """
                select to_jsonb(known) - array['observed_at', 'version_at', 'last_seen_at', 'load_id', 'unchanged_since',
                    'column_versions']
                from \(table) as known
                """
            let before = try dock.rows(content)
            #expect(try dock.load(kind, key, at: "2026-03-02").unchanged == 1, "\(kind)")
            #expect(try dock.rows(content) == before, "\(kind)")
        }
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func eachColumnKeepsTheValueOfTheNewestVersionThatHadIt(_ order: [Int]) throws {
        let files = [
            ("tickets", "ticket_id,created_at,csat,department,subject\nT1,2026-01-01,good,Support,One\n"),
            ("tickets", "ticket_id,created_at,status\nT1,2026-01-02,solved\n"),
            ("customers", "customer_id,name,churned_at,currency,annual_value\nC1,One,2026-02-01,EUR,100\n"),
            ("customers", "customer_id,country,annual_value\nC1,FR,200\n"),
            ("people", "email,department,is_leader\na@ours.example,Support,true\n"),
            ("people", "email,department\na@ours.example,Product\n"),
        ]
        for kind in stride(from: 0, to: files.count, by: 2) {
            for index in order {
                let (name, text) = files[kind + index]
                try dock.load(name, text, at: "2026-03-0\(index + 1)")
            }
        }
        #expect(
            try dock.rows(
                """
                select created_at::date, csat, department, status, subject
                from core.ticket left join core.ticket_text using (source, ticket_id)
                """) == ["2026-01-02,good,Support,solved,One"])
        #expect(
            try dock.rows("select name, churned_at::date, country from core.customer") == ["One,2026-02-01,FR"])
        #expect(
            try dock.rows("select annual_value, currency from core.customer_value order by valid_from")
                == ["100,EUR", "200,EUR"])
        #expect(
            try dock.rows("select department, is_leader from core.person_history order by valid_from")
                == ["Support,t", "Product,t"])
    }

    @Test(arguments: [false, true])
    func ofEqualsTheGreaterDigestWins(_ isReversed: Bool) throws {
        let texts = ["ticket_id,status\nT1,open\n", "ticket_id,status\nT1,hold\n"]
        for text in isReversed ? texts.reversed() : texts { try dock.load("tickets", text) }
        #expect(
            try dock.rows(
                """
                select ticket.load_id = (select load_id from ops.load order by sha256 collate "C" desc limit 1)
                from core.ticket
                """) == ["t"])
    }

    @Test func onlyRowsOfSeveralVersionsKeepThem() throws {
        try dock.load("tickets", "ticket_id,status,csat\nT1,open,good\nT2,open,good\n", at: "2026-03-01")
        try dock.load("tickets", "ticket_id,status\nT1,solved\n", at: "2026-03-02")
        #expect(
            try dock.rows("select ticket_id from core.ticket where column_versions is not null") == ["T1"])
        try dock.load("tickets", "ticket_id,status,csat\nT1,solved,bad\n", at: "2026-03-03")
        #expect(try dock.number("select count(*) from core.ticket where column_versions is not null") == 0)
    }

    @Test func sourcesHaveIdsOfTheirOwn() throws {
        try dock.load("tickets", "ticket_id,status\nT1,open\n") { $0.source = "zendesk" }
        try dock.load("tickets", "ticket_id,status\nT1,solved\n") { $0.source = "jira" }
        #expect(try dock.rows("select source, status from core.ticket order by 1") == ["jira,solved", "zendesk,open"])
    }

    @Test func textThatIsNotKeptStillCounts() throws {
        try dock.load("feedback", "feedback_id,received_at,text\nF1,2026-01-01,secret\n") { $0.keepsText = false }
        #expect(try dock.rows("select has_words from core.feedback") == ["t"])
        #expect(try dock.number("select count(*) from core.feedback_text") == 0)
    }
}
