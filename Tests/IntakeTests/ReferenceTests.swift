import Intake
import Postgres
import Testing
import Warehouse

/// Whom records mean when they name a customer or one of us.
@Suite struct ReferenceTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func name(_ references: String...) throws {
        let records = references.enumerated().map { "F\($0),2026-01-01,\($1)" }
        try dock.load("feedback", "feedback_id,received_at,customer\n" + records.joined(separator: "\n") + "\n")
    }

    @Test func theFirstRuleThatKnowsAReferenceDecides() throws {
        try dock.load(
            "customers",
            """
            customer_id,aliases,emails,email_domains
            C1,c2;Sf-7,boss@two.example,one.example
            C2,,joe@one.example,two.example
            C3,c1,,deep.one.example
            """)
        try name(
            "c1", "C2", "SF-7", "Joe@One.example", "other@one.example", "x@mail.deep.one.example", "boss@two.example",
            "x@two.example", "nobody", "x@three.example")
        #expect(
            try dock.customerReferences() == [
                "boss@two.example,C1,contact", "c1,C1,id", "c2,C2,id", "joe@one.example,C2,contact", "nobody,,",
                "other@one.example,C1,domain", "sf-7,C1,alias", "x@mail.deep.one.example,C3,domain",
                "x@three.example,,",
                "x@two.example,C2,domain",
            ])
    }

    @Test func whatTwoCustomersShareMeansNeither() throws {
        try dock.load(
            "customers",
            """
            customer_id,aliases,emails,email_domains
            C1,shared,joe@shared.example,shared.example
            C2,shared,joe@shared.example,shared.example
            """)
        try name("shared", "joe@shared.example", "x@shared.example")
        #expect(try dock.customerReferences() == ["joe@shared.example,,", "shared,,", "x@shared.example,,"])
    }

    @Test func aSharedContactIsNotDecidedByItsDomain() throws {
        try dock.load(
            "customers",
            """
            customer_id,emails,email_domains
            C1,joe@one.example,one.example
            C2,joe@one.example,
            """)
        try name("joe@one.example", "jim@one.example")
        #expect(try dock.customerReferences() == ["jim@one.example,C1,domain", "joe@one.example,,"])
    }

    @Test func domainsOfPublicMailProvidersNeverResolve() throws {
        try dock.load(
            "customers",
            """
            customer_id,emails,email_domains
            C1,ann@gmail.com,gmail.com;yahoo.co.uk;gmx.de;corp.gmail.com
            """)
        try name("ann@gmail.com", "bob@gmail.com", "bob@yahoo.co.uk", "bob@gmx.de", "bob@corp.gmail.com")
        #expect(
            try dock.customerReferences() == [
                "ann@gmail.com,C1,contact", "bob@corp.gmail.com,,", "bob@gmail.com,,", "bob@gmx.de,,",
                "bob@yahoo.co.uk,,",
            ])
    }

    @Test func ourOwnDomainsAreNeverCustomers() throws {
        try Settings(dock.connection).set("own_domains", to: "ours.example", now: dock.now)
        try dock.load("customers", "customer_id,emails,email_domains\nC1,a@ours.example,ours.example;theirs.example\n")
        try name("a@ours.example", "b@ours.example", "c@eu.ours.example", "d@theirs.example")
        #expect(
            try dock.customerReferences() == [
                "a@ours.example,,", "b@ours.example,,", "c@eu.ours.example,,", "d@theirs.example,C1,domain",
            ])
    }

    @Test func newOwnDomainsTakeReferencesBackAtTheNextLoad() throws {
        try dock.load("customers", "customer_id,email_domains\nC1,one.example\n")
        try name("a@one.example")
        dock.now = try instant("2026-07-02")
        try Settings(dock.connection).set("own_domains", to: "one.example", now: dock.now)
        dock.now = try instant("2026-07-03")
        _ = try dock.refusal("tickets", "ticket_id,status\nT1,odd\n")
        dock.now = try instant("2026-07-04")
        try dock.load("tickets", "ticket_id\nT1\n")
        #expect(try dock.customerReferences() == ["a@one.example,,"])
    }

    @Test func referencesResolveWhenTheirCustomerComesAndUnresolveWhenItIsShared() throws {
        try name("sf-1", "x@one.example")
        #expect(try dock.customerReferences() == ["sf-1,,", "x@one.example,,"])
        try dock.load("customers", "customer_id,aliases,email_domains\nC1,sf-1,one.example\n", at: "2026-03-01")
        #expect(try dock.customerReferences() == ["sf-1,C1,alias", "x@one.example,C1,domain"])
        try dock.load("customers", "customer_id,aliases,email_domains\nC2,sf-1,one.example\n", at: "2026-03-02")
        #expect(try dock.customerReferences() == ["sf-1,,", "x@one.example,,"])
        try dock.load("customers", "customer_id,aliases,email_domains\nC1,,\n", at: "2026-03-03")
        #expect(try dock.customerReferences() == ["sf-1,C2,alias", "x@one.example,C2,domain"])
    }

    @Test func aCustomerThatIsAbsentNoLongerAnswers() throws {
        try dock.load("customers", "customer_id,aliases\nC1,one\nC2,two\n", at: "2026-03-01") { $0.isComplete = true }
        try name("one", "c2")
        #expect(
            try dock.load("customers", "customer_id,aliases\nC1,one\n", at: "2026-03-02") { $0.isComplete = true }
                .counts == "1 read, 1 unchanged, 1 absent")
        #expect(try dock.customerReferences() == ["c2,,", "one,C1,alias"])
        try dock.load("customers", "customer_id,aliases\nC1,one\nC2,two\n", at: "2026-03-03") { $0.isComplete = true }
        #expect(try dock.customerReferences() == ["c2,C2,id", "one,C1,alias"])
    }

    @Test func weeksOfRecordsThatChangeHandsAreMarked() throws {
        try dock.load("feedback", "feedback_id,received_at,customer\nF1,2026-06-10,one\n")
        try dock.connection.execute("delete from ops.dirty_week")
        try dock.load("customers", "customer_id,aliases,customer_since\nC1,one,2026-06-25\n")
        #expect(try dock.rows("select min(week_start) from ops.dirty_week") == ["2026-06-08"])
    }

    @Test func oneOfUsIsKnownByAddressThenByAnAliasOfHerOwn() throws {
        try dock.load(
            "interviews",
            """
            interview_id,occurred_at,participants
            I1,2026-01-01,U1;B@ours.example;both;C@ours.example;guest@else.example
            """)
        try dock.load(
            "people",
            """
            email,aliases
            a@ours.example,u1;b@ours.example;both
            B@Ours.example,Both
            c@ours.example,
            """)
        #expect(
            try dock.rows(
                """
                select ref, email from core.person_ref left join core.person using (person_id) order by ref
                """) == [
                    "b@ours.example,b@ours.example", "both,", "c@ours.example,c@ours.example", "guest@else.example,",
                    "u1,a@ours.example",
                ])
    }
}
