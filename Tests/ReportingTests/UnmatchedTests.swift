import Foundation
import Intake
import Postgres
import Testing
import Warehouse

@testable import Reporting

/// References that resolve to nobody, with the likely reason.
struct UnmatchedTests {
    private let inbox: Inbox

    init() throws {
        inbox = try Inbox(settings: ["own_domains": "us.example"])
    }

    private func loadCompany() throws {
        try inbox.load(
            "customers",
            """
            customer_id,name,aliases,emails,email_domains
            C-7,Acme Ltd.,sf-1,,acme.example
            C8,Twin,both,,
            C9,Twin,both,ann@free.example,nine.example;free.example
            0012,Zero,,,
            """, on: "2026-03-02")
        try inbox.load(
            "people",
            """
            email,name,aliases
            ana@us.example,Ana Bee,a1
            ben@us.example,Ben Cee,a1
            """, on: "2026-03-02")
    }

    private func tickets(_ references: [String]) throws {
        let lines = references.enumerated().map {
            "T\($0),\"\($1.replacing("\"", with: "\"\""))\",2026-03-0\($0 % 3 + 3)T09:00:00Z\n"
        }
        try inbox.load("tickets", "ticket_id,customer,created_at\n" + lines.joined(), on: "2026-03-09", source: "desk")
    }

    /// `value: reason (candidates)`.
    private func reasons(_ filter: UnmatchedReference.Filter = .init()) throws -> [String] {
        try UnmatchedReferences(inbox.connection, filter).references.map { reference in
            let candidates = reference.candidates.isEmpty ? "" : " (\(reference.candidates.joined(separator: ", ")))"
            return "\(reference.value ?? "-"): \(reference.reason.rawValue)\(candidates)"
        }.sorted()
    }

    @Test func ofCustomersHaveTheirReason() throws {
        try loadCompany()
        try tickets([
            "acme", "ACME, GmbH", "c7", "12", "twin", "both", "joe@gmail.com", "gmail.com", "x@us.example",
            "us.example",
            "y@other.example", "other.example", "https://other.example/", "1201.5", "Q-55", "Nobody at all",
            "call joe@acme.example back", "",
        ])
        #expect(
            try reasons() == [
                "-: empty", "1201.5: number", "12: similar_name (0012)", "acme, gmbh: similar_name (C-7)",
                "acme: similar_name (C-7)", "both: shared (C8, C9)", "c7: similar_name (C-7)",
                "call joe@acme.example back: address_in_text", "gmail.com: public_mail_domain",
                "https://other.example/: unknown_domain", "joe@gmail.com: public_mail_domain",
                "nobody at all: unknown_name", "other.example: unknown_domain", "q-55: unknown_id",
                "twin: shared (C8, C9)",
                "us.example: own_domain", "x@us.example: own_domain", "y@other.example: unknown_domain",
            ])
    }

    @Test func ofPeopleHaveTheirReason() throws {
        try loadCompany()
        try inbox.load(
            "interviews",
            """
            interview_id,customer,occurred_at,participants
            1,C-7,2026-03-03T09:00:00Z,ana@us.example;a1;Ana  BEE;new@us.example;ben@home.example;x@acme.example
            2,C-7,2026-03-04T09:00:00Z,ann@free.example;z@void.example;U99;Some One;call x@y now
            """, on: "2026-03-09")
        try inbox.load(
            "meetings", "meeting_id,held_at,invited,attendees\nM,2026-03-05T09:00:00Z,a1,a1\n", on: "2026-03-09")
        try inbox.load(
            "tickets", "ticket_id,customer,created_at,assignee\nT,C-7,2026-03-05T09:00:00Z,a1\n", on: "2026-03-09")
        #expect(
            try reasons(.init(subject: .person, kind: "interviews")) == [
                "a1: shared (ana@us.example, ben@us.example)", "ana bee: similar_name (ana@us.example)",
                "ann@free.example: customer_address (C9)", "ben@home.example: other_address (ben@us.example)",
                "call x@y now: address_in_text", "new@us.example: not_registered", "some one: unknown_name",
                "u99: unknown_id",
                "x@acme.example: customer_address (C-7)", "z@void.example: unknown_address",
            ])
        let shared = try UnmatchedReferences(inbox.connection).references.filter { $0.value == "a1" }
        #expect(shared.map { "\($0.kind) \($0.records)" }.sorted() == ["interviews 1", "meetings 1", "tickets 1"])
        #expect(try reasons(.init(subject: .customer)) == [])
    }

    @Test func withoutCustomersOrPeopleTheyAreToBeLoaded() throws {
        try tickets(["acme"])
        try inbox.load(
            "interviews", "interview_id,customer,occurred_at,participants\n1,b,2026-03-03T09:00:00Z,c\n",
            on: "2026-03-09")
        #expect(try reasons() == ["acme: none_loaded", "b: none_loaded", "c: none_loaded"])
    }

    @Test func whoIsNoLongerDeliveredIsNamed() throws {
        try loadCompany()
        try tickets(["sf-1"])
        try inbox.load(
            "interviews", "interview_id,customer,occurred_at,participants\n1,C8,2026-03-03T09:00:00Z,ana@us.example\n",
            on: "2026-03-09")
        // Deliveries that hold everybody, and neither of the two.
        try inbox.connection.execute("update ops.source set complete_at = '2026-03-10'")
        try inbox.load("customers", "customer_id\nC8\nC9\n0012\n", on: "2026-03-10")
        try inbox.load("people", "email\nben@us.example\n", on: "2026-03-10")
        #expect(try reasons() == ["ana@us.example: absent (ana@us.example)", "sf-1: absent (C-7)"])
    }

    @Test func thoseOfTheMostRecordsComeFirstWithTheirDays() throws {
        try loadCompany()
        try tickets(["one", "two", "two", "two", ""])
        let unmatched = try UnmatchedReferences(inbox.connection, limit: 2)
        #expect(unmatched.total == 3)
        #expect(unmatched.references.map(\.value) == ["two", "one"])
        let first = try #require(unmatched.references.first)
        #expect([first.firstDate, first.lastDate] == ["2026-03-03", "2026-03-05"])
        #expect(first.records == 3 && first.source == "desk" && first.kind == "tickets")
        #expect(try UnmatchedReferences(inbox.connection, .init(source: "other")).total == 0)
    }

    @Test func everyReasonSaysWhatToDo() throws {
        for reason in UnmatchedReference.Reason.allCases {
            let row = try inbox.connection.rows(
                """
                select 'person' as subject, null::text as ref, 'tickets' as kind, 's' as source, 1::bigint as record_count,
                    null::text as first_date, null::text as last_date, \(reason.rawValue) as reason, array['C1', 'C2'] as candidates
                """)[0]
            let reference = try UnmatchedReference(row)
            #expect(reference.reason == reason)
            #expect(!reference.explanation.isEmpty && !reference.fix.isEmpty)
        }
    }

    @Test func analystsSeeCountsAndNoValues() throws {
        try loadCompany()
        try tickets(["secret one", "secret two", "y@other.example", "", ""])
        try inbox.connection.execute("set role earshot_analyst")
        let rows = try inbox.connection.rows(
            """
            select unmatched::text as whole, reason, reference_count, record_count, first_date::text as first_date
            from mart.unmatched as unmatched
            order by reason
            """)
        #expect(
            try rows.map {
                "\(try $0["reason"] as String) \(try $0["reference_count"] as Int) \(try $0["record_count"] as Int)"
            }
                == ["empty 0 2", "unknown_domain 1 1", "unknown_name 2 2"])
        for row in rows {
            let whole: String = try row["whole"]
            #expect(!whole.contains("secret") && !whole.contains("other.example"))
        }
        #expect(throws: PostgresError.self) { try inbox.connection.rows("select from core.unmatched") }
    }

    @Test func standInTheStatus() throws {
        try loadCompany()
        try tickets(["one", "two", "two", ""])
        let standing = try Standing(inbox.connection, now: instant("2026-03-10"))
        #expect(standing.unmatched == [Standing.Unmatched(subject: .customer, references: 2, records: 4)])
    }
}
