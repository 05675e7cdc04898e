import Foundation
import Intake
import Postgres
import Testing

/// What is incomplete says so.
@Suite struct CompletenessTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    @Test func ticketsWithoutAnyCreationTimeAreRefusedUnlessAccepted() throws {
        let text = "ticket_id,status\nT1,open\nT2,open\n"
        let refusal = try dock.refusal("tickets", text) { $0.acceptsUndated = false }
        #expect(refusal.next?.hasSuffix(" --accept-undated") == true)
        #expect(try dock.number("select count(*) from core.ticket") == 0)
        #expect(try dock.load("tickets", text).undated == 2)
    }

    @Test func anUnknownColumnIsAskedForFirst() throws {
        let refusal = try dock.refusal("tickets", "ticket_id,status,opened on\nT1,open,2026-01-01\n") {
            $0.acceptsUndated = false
        }
        #expect(refusal.next?.hasPrefix("earshot mappings check ") == true)
    }

    @Test(arguments: [
        "ticket_id,created_at,status\nT1,,open\nT2,2026-01-01,open\n", "ticket_id,created_at\n", "ticket_id,status\n",
    ])
    func someWithoutOneLoad(_ text: String) throws {
        #expect(try dock.load("tickets", text) { $0.acceptsUndated = false }.status == .loaded)
    }

    @Test func anAmendmentOfDatedTicketsLoads() throws {
        try dock.load("tickets", "ticket_id,created_at\nT1,2026-01-01\n") { $0.acceptsUndated = false }
        let summary = try dock.load("tickets", "ticket_id,csat\nT1,good\n", at: "2026-03-02") {
            $0.acceptsUndated = false
        }
        #expect(summary.counts == "1 read, 1 updated, 1 unattributed")
    }

    @Test(arguments: [
        "Total,350", "TOTALS,350", "Grand Total,349.5", "Summe:,350", "Totale,350.0", "Gesamtergebnis,350", "合計,350",
    ])
    func aLastRowThatIsTheSumIsNoCustomer(_ line: String) throws {
        let summary = try dock.load("customers", "customer_id,annual_value\nC1,100\nC2,250\n\(line)\n")
        #expect(summary.rejectedByRule == ["totals_row": 1])
        #expect(try dock.rows("select customer_id from core.customer order by 1") == ["C1", "C2"])
        #expect(
            try dock.rows("select line, column_name, convert_from(record, 'UTF8') = '\(line)' from ops.rejection")
                == ["4,customer_id,t"])
    }

    @Test(arguments: ["Total,500", "Totalis,350", "C3,350", "Total,"])
    func otherLastRowsAreCustomers(_ line: String) throws {
        #expect(try dock.load("customers", "customer_id,annual_value\nC1,100\nC2,250\n\(line)\n").loaded == 3)
    }

    @Test func aTotalInTheMiddleIsACustomer() throws {
        #expect(try dock.load("customers", "customer_id,annual_value\nC1,100\nTotal,100\nC2,250\n").loaded == 3)
    }

    @Test func aTotalsRowNeitherRefusesASmallFileNorHidesWhoIsMissing() throws {
        try dock.load("customers", "customer_id,annual_value\nC1,100\nC2,1\n") { $0.isComplete = true }
        let summary = try dock.load("customers", "customer_id,annual_value\nC1,100\nTotal,100\n", at: "2026-03-02") {
            $0.isComplete = true
            $0.limit = .standard
        }
        #expect(summary.counts == "2 read, 1 unchanged, 1 rejected, 1 absent")
    }

    @Test func moreThanOnePercentOfDuplicatesAreNamed() throws {
        let lines = (1...300).map { "T\($0),2026-01-01\n" }.joined()
        let text = "ticket_id,created_at\n" + lines
        #expect(try dock.load("tickets", text + "T5,2026-01-02\nT6,2026-01-02\nT6,2026-01-03\n").warnings.isEmpty)
        let summary = try dock.load(
            "tickets", text + "T5,2026-01-02\nT6,2026-01-02\nT6,2026-01-03\nT9,2026-01-02\n", at: "2026-03-02")
        #expect(summary.duplicate == 4)
        #expect(summary.warnings.map(\.kind) == [.repeatedKeys])
        #expect(summary.warnings[0].message.contains("lines 6 and 302, 7 and 304, 10 and 305"))
        #expect(
            try dock.rows(
                "select jsonb_array_length(warnings), warnings -> 0 ->> 'kind' from ops.load order by load_id") == [
                    "0,", "1,repeated_keys",
                ])
    }

    @Test(arguments: [
        ("people", "email,department\na@x.example,A\nA@x.example,B\n"),
        ("people", "email,department,valid_from\na@x.example,A,2026-01-01\na@x.example,A,2026-01-01\n"),
        ("customers", "customer_id,name\nC1,A\nC1,B\n"), ("segments", "customer_id,segment\nC1,a\nC1,b\n"),
        ("segments", "customer_id,segment,valid_from\nC1,a,2026-01-01\nC1,a,2026-01-01\n"),
        ("interviews", "interview_id,occurred_at\nI1,2026-01-01\nI1,2026-01-02\n"),
        ("meetings", "meeting_id,held_at\nM1,2026-01-01\nM1,2026-01-02\n"),
        ("feedback", "feedback_id,received_at\nF1,2026-01-01\nF1,2026-01-02\n"),
        ("actions", "item_kind,item_id,action_id,acted_at\nticket,T1,A,2026-01-01\nticket,T1,A,2026-01-02\n"),
    ])
    func duplicatesOfEveryKindAreNamed(_ kind: String, _ text: String) throws {
        let summary = try dock.load(kind, text)
        #expect(summary.duplicate == 1)
        #expect(summary.warnings.first?.message.contains("lines 2 and 3") == true)
    }

    @Test func aPageWithMoreToComeLoadsWithAWarning() throws {
        let record = "{\"ticket_id\":\"T1\",\"created_at\":\"2026-01-01\"}"
        let summary = try dock.load(
            "tickets", "{\"tickets\":[\(record)],\"next_page\":\"https://desk.example/?page=2&secret\",\"count\":3}")
        #expect(summary.loaded == 1)
        #expect(summary.warnings.map(\.kind) == [.moreRecords])
        #expect(summary.warnings[0].message.hasPrefix("next_page "))
        #expect(!summary.warnings[0].message.contains("secret"))
        #expect(try dock.load("tickets", "[\(record)]", at: "2026-03-02").warnings.isEmpty)
    }

    @Test func halfOfTheRecordsRejectedRefuseTheFile() throws {
        let text = "ticket_id,created_at\nT1,soon\nT2,2026-01-01\n"
        #expect(try dock.refusal("tickets", text) { $0.limit = .standard }.rejected == 1)
        #expect(try dock.load("tickets", text) { $0.limit = .count(1) }.loaded == 1)
        #expect(try dock.load("tickets", text + "T3,2026-01-01\n") { $0.limit = .standard }.loaded == 1)
    }

    @Test func extraColumnsOfOneNameAreAList() throws {
        let all = try Mapping(
            yaml: "{name: m, kind: customers, extra: keep, fields: {customer_id: id}}", file: "m.yaml")
        try dock.load("customers", "id,Tag,Plan,tag,Tag\nC1,a,gold,b,c\nC2,,silver,,z\nC3,,,,\n") { $0.mapping = all }
        #expect(
            try dock.rows("select customer_id, extra ->> 'Tag', extra ->> 'Plan' from core.customer order by 1") == [
                "C1,\"[\"\"a\"\", \"\"b\"\", \"\"c\"\"]\",gold", "C2,\"[\"\"z\"\"]\",silver", "C3,,",
            ])
    }

    @Test func extraColumnsAreNamedWithoutCase() throws {
        let some = try Mapping(
            yaml: "{name: m, kind: customers, extra: [plan], fields: {customer_id: id}}", file: "m.yaml")
        let summary = try dock.load("customers", "ID,PLAN,Other\nC1,gold,x\n") { $0.mapping = some }
        #expect(try dock.rows("select extra from core.customer") == ["\"{\"\"PLAN\"\": \"\"gold\"\"}\""])
        #expect(summary.ignoredColumns == ["Other"])
    }
}
