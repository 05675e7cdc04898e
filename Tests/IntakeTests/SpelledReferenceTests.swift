import Intake
import Postgres
import Testing

/// References and names that are exported in other ways than ours, through a whole load.
@Suite struct SpelledReferenceTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func name(_ references: String...) throws {
        let records = references.enumerated().map { "F\($0),2026-01-01,\"\($1.replacing("\"", with: "\"\""))\"" }
        try dock.load("feedback", "feedback_id,received_at,customer\n" + records.joined(separator: "\n") + "\n")
    }

    private func people() throws -> [String] {
        try dock.rows("select ref, email from core.person_ref left join core.person using (person_id) order by ref")
    }

    @Test func aNameResolvesBehindAliasesAndBeforeContacts() throws {
        try dock.load(
            "customers",
            """
            customer_id,name,aliases,emails
            C1,Acme Ltd,,
            C2,Borea AG,acme ltd,cumul inc
            C3,Cumul Inc,,
            C4,Twin,,
            C5,Twin,,
            """)
        try name("ACME  Ltd", "borea\u{a0}ag", "Cumul Inc", "twin")
        #expect(
            try dock.customerReferences()
                == [
                    "acme ltd,C2,alias", "borea ag,C2,name", "cumul inc,C3,name", "twin,,",
                ].map { $0.replacing(/^([a-z]+ [a-z]+)/, with: { "\"\($0.1)\"" }) })
    }

    @Test func addressesAndDomainsResolveHoweverTheyAreWritten() throws {
        try dock.load(
            "customers",
            #"""
            customer_id,emails,email_domains
            C1,"""Doe, Jo"" <Jo@Free.example>;mailto:al@free.example",https://www.Acme.example/
            C2,,"www.borea.example, @borea.test"
            C3,,münchen.example
            """#)
        try name(
            "X <x@eu.acme.example>", "mailto:x@borea.example", "acme.example", "https://www.acme.example/about",
            "@borea.test",
            "BOREA.example.", "\"Jo Doe\" <jo@free.example>", "al@free.example", "x@xn--mnchen-3ya.example",
            "x@MÜNCHEN.example", "https://user@sub.borea.example:443/path?x")
        #expect(
            try dock.rows("select ref, customer_id, rule from core.customer_ref where customer_id is null") == [])
        #expect(
            try dock.rows("select rule, count(*) from core.customer_ref group by rule order by rule") == [
                "contact,2", "domain,9",
            ])
    }

    @Test func anAliasThatIsAURLIsOneCustomerOnly() throws {
        try dock.load(
            "customers",
            """
            customer_id,aliases
            C1,https://crm.example/companies/1
            C2,https://crm.example/companies/2
            """)
        try name(
            "https://crm.example/companies/1", "https://crm.example/companies/2", "https://crm.example/companies/3")
        #expect(
            try dock.rows("select customer_id, rule from core.customer_ref order by ref") == [
                "C1,alias", "C2,alias", ",",
            ])
    }

    @Test func ourBareDomainIsNoCustomer() throws {
        try dock.connection.execute(
            "insert into core.setting (setting, valid_from, value, changed_at) values ('own_domains', '-infinity', 'us.example', now())"
        )
        try dock.load("customers", "customer_id,email_domains\nC1,us.example;gmail.com;acme.example\n")
        try name("us.example", "https://www.us.example/", "a@us.example", "gmail.com", "@gmail.com", "acme.example")
        #expect(try dock.rows("select ref from core.customer_ref where customer_id is not null") == ["acme.example"])
    }

    @Test func aDomainThatCanBeNoneIsRejectedWithItsLine() throws {
        let summary = try dock.load(
            "customers", "customer_id,email_domains\nC1,acme.example\nC2,Borea AG\nC3,com\nC4,co.uk\n")
        #expect(summary.rejectedByRule == ["bad_domain": 3])
        #expect(
            try dock.rows("select line, column_name from ops.rejection order by line") == [
                "3,email_domains", "4,email_domains", "5,email_domains",
            ])
    }

    @Test func participantsAreTheirAddresses() throws {
        try dock.load("people", "email,aliases\nAna Bee <ana@us.example>,U1.0;Bee Ana\nben@us.example,\n")
        try dock.load(
            "interviews",
            #"""
            interview_id,occurred_at,participants
            1,2026-01-05,Ana Bee <ana@us.example>;mailto:ben@us.example
            2,2026-01-05,"""Bee, Ana"" <ANA@us.example>, Ben <ben@us.example>"
            3,2026-01-05,Bee\#u{a0}Ana
            """#)
        try dock.load("meetings", "meeting_id,held_at,attendees\n1,2026-01-05,\"Bee; Ana <ana@us.example>\"\n")
        try dock.load("tickets", "ticket_id,created_at,assignee\n1,2026-01-05,Ben (ben@us.example)\n")
        #expect(
            try people() == [
                "ana@us.example,ana@us.example", "bee,", "\"bee ana\",ana@us.example", "ben@us.example,ben@us.example",
            ])
    }

    @Test func idsThatASpreadsheetDestroyedAreRejectedInEveryColumn() throws {
        for (kind, text, column) in [
            ("tickets", "ticket_id,created_at\n1.45E+11,2026-01-05\nT1,2026-01-05\n", "ticket_id"),
            ("tickets", "ticket_id,customer\nT2,\"1,45E+11\"\nT3,C1\n", "customer"),
            ("tickets", "ticket_id,assignee\nT2,1.45E+11\nT3,U1\n", "assignee"),
            ("feedback", "feedback_id,received_at\n1E+11,2026-01-05\nF1,2026-01-05\n", "feedback_id"),
            ("interviews", "interview_id,occurred_at\n1.45E+11,2026-01-05\nI1,2026-01-05\n", "interview_id"),
            (
                "interviews", "interview_id,occurred_at,participants\nI2,2026-01-05,a;1.45E+11\nI3,2026-01-05,a\n",
                "participants"
            ),
            ("meetings", "meeting_id,held_at\n1.45E+11,2026-01-05\nM1,2026-01-05\n", "meeting_id"),
            ("actions", "item_kind,item_id,acted_at\nticket,1.45E+11,2026-01-05\nticket,T1,2026-01-05\n", "item_id"),
            ("segments", "customer_id,segment\n1.45E+11,s\nC1,s\n", "customer_id"),
            ("customers", "customer_id\n1.45E+11\nC1\n", "customer_id"),
            ("customers", "customer_id,aliases\nC2,x;1.45E+11\nC3,y\n", "aliases"),
            ("people", "email,aliases\na@us.example,1.45E+11\nb@us.example,\n", "aliases"),
        ] {
            let summary = try dock.load(kind, text)
            #expect(summary.rejectedByRule == ["destroyed_identifier": 1], "\(kind) \(column)")
            #expect(
                try dock.rows("select line, column_name from ops.rejection where load_id = \(summary.load ?? 0)")
                    == ["2,\(column)"])
        }
    }

    @Test func wholeNumbersAreOneIdWithAndWithoutDecimals() throws {
        try dock.load("customers", "customer_id,aliases\n1201.0,77.0\n", at: "2026-03-01")
        try dock.load("tickets", "ticket_id,customer,created_at\n5.0,1201,2026-01-05\n", at: "2026-03-01")
        #expect(
            try dock.load(
                "tickets", "ticket_id,customer,created_at\n5,\"1201,0\",2026-01-05\n6,77,2026-01-05\n", at: "2026-03-02"
            )
            .counts == "2 read, 1 loaded, 1 unchanged")
        try dock.load("actions", "item_kind,item_id,acted_at\nticket,5.0,2026-01-06\n")
        #expect(try dock.rows("select resolved_source from core.action") == ["default"])
    }

    @Test func currenciesAreInCapitalLetters() throws {
        try dock.load("customers", "customer_id,annual_value,currency\nC1,1,usd\nC2,2,USD\nC3,3,Usd\n")
        #expect(try dock.rows("select distinct currency from core.customer_value") == ["USD"])
    }

    @Test func namesAreComparedComposedAndWithPlainBlanks() throws {
        try dock.load(
            "tickets",
            """
            ticket_id,department,themes
            1,Customer\u{a0}Care,Caf\u{e9};b  c
            2, Customer  Care\u{3000},Cafe\u{301};b c
            3,CUSTOMER care,
            """
        ) { $0.spellings = [.department: ["customer care": "Care"]] }
        try dock.load("segments", "customer_id,scheme,segment\nC1,\u{a0},Cafe\u{301}\nC2,,Caf\u{e9}\u{a0}\n")
        #expect(try dock.rows("select distinct department from core.ticket") == ["Care"])
        #expect(
            try dock.rows("select distinct themes from core.ticket where themes is not null") == [
                "\"{Caf\u{e9},\"\"b c\"\"}\""
            ])
        #expect(try dock.rows("select distinct scheme, segment from core.membership") == ["segment,Caf\u{e9}"])
    }

    @Test func ofBlanksAloneNothingIsLeft() throws {
        let summary = try dock.load("tickets", "ticket_id,department\n\u{a0},x\nT1,\u{a0}\u{3000}\n")
        #expect(summary.rejectedByRule == ["missing_value": 1])
        #expect(try dock.rows("select ticket_id, department from core.ticket") == ["T1,"])
    }
}
