import Intake
import Postgres
import Testing

/// Where a mapping finds the value of a column: one place after another, a flag, a range, an id made of cells.
@Suite struct MappingSourceTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    @discardableResult
    private func load(_ yaml: String, _ text: String) throws -> LoadSummary {
        let mapping = try Mapping(yaml: yaml, file: "test.yaml")
        return try dock.load(mapping.kind.name, text) {
            $0.mapping = mapping
            $0.limit = .count(10)
        }
    }

    private static let flags = """
        name: m
        kind: tickets
        fields:
          ticket_id: id
          status:
            first_of:
              - {column: deleted, values: {"true": deleted, "*": ""}}
              - {column: tags, type: list, separator: " ", values: {merged_away: merged, "*": ""}}
              - state
            default: open
        """

    @Test func theFirstPlaceThatSaysSomethingCounts() throws {
        try load(
            Self.flags,
            "id,deleted,tags,state\n1,TRUE,a merged_away,closed\n2,false,a merged_away,closed\n3,,merged_away_not,closed\n4,,,\n"
        )
        #expect(
            try dock.rows("select ticket_id, status from core.ticket order by 1") == [
                "1,deleted", "2,merged", "3,closed", "4,open",
            ])
    }

    @Test func placesThatTheFileLacksAreNoFault() throws {
        try load(Self.flags, "id,state\n1,closed\n")
        #expect(try dock.rows("select ticket_id, status from core.ticket") == ["1,closed"])
    }

    @Test func theFaultyPlaceIsNamed() throws {
        let summary = try load(
            """
            name: m
            kind: tickets
            fields:
              ticket_id: id
              created_at: made
              first_response_at:
                first_of:
                  - {column: seconds, type: after, after: created_at, unit: seconds}
                  - {column: minutes, type: after, after: created_at, unit: minutes}
            """,
            "id,made,seconds,minutes\n1,2026-03-02 09:00,95,7\n2,2026-03-02 09:00,,7\n3,2026-03-02 09:00,,soon\n")
        #expect(summary.rejectedByRule == ["bad_number": 1])
        #expect(try dock.rows("select column_name from ops.rejection") == ["minutes"])
        #expect(
            try dock.rows(
                "select extract(epoch from first_response_at - created_at)::integer from core.ticket order by ticket_id"
            )
                == ["95", "420"])
    }

    @Test func recordsWithAWordOfExceptAreLeftOut() throws {
        let mapping = """
            name: m
            kind: customers
            except: {Deleted: ["true", "1"], Master: "*", Elsewhere: x}
            fields: {customer_id: id}
            """
        let summary = try load(mapping, "id,deleted,master\n1,True,\n2,0,\n3,,7\n4,,\n")
        #expect(summary.counts == "2 read, 2 loaded, 2 filtered")
        #expect(try dock.rows("select customer_id from core.customer order by 1") == ["2", "4"])
    }

    @Test func anIDIsMadeOfCells() throws {
        let mapping = """
            name: m
            kind: interviews
            fields:
              interview_id: {hash_of: [day, [customer, company], who]}
              occurred_at: day
              customer: customer
            """
        let text = "day,customer,who\n2026-02-02,ab,c\n2026-02-02,a,bc\n2026-02-02,ab,c\n2026-02-03,ab,c\n"
        #expect(try load(mapping, text).counts == "4 read, 3 loaded, 1 duplicate, 3 unattributed")
        #expect(try load(mapping, text + "2026-02-04,ab,c\n").counts.contains("1 loaded"))
        #expect(try dock.number("select count(*) from core.interview where interview_id ~ '^[0-9a-f]{32}$'") == 4)
        let refusal = try dock.refusal("interviews", "day,customer\n2026-02-02,ab\n") {
            $0.mapping = try Mapping(yaml: mapping, file: "test.yaml")
        }
        #expect(refusal.reason.contains("who"))
    }

    @Test func numbersHaveTheirMarks() throws {
        let summary = try load(
            """
            name: m
            kind: customers
            fields:
              customer_id: id
              annual_value: {column: value, type: number, decimal: ",", grouping: "."}
            """,
            "id;value\n1;1.234.567,50\n2;234,5\n3;1234\n4;1.23,5\n5;.123\n6;1.2345\n7;-1.000\n")
        #expect(summary.rejectedByRule == ["bad_number": 3, "negative_number": 1])
        #expect(
            try dock.rows("select customer_id, annual_value from core.customer_value order by 1") == [
                "1,1234567.50", "2,234.5", "3,1234",
            ])
    }

    @Test func blanksGroupInAllTheirForms() throws {
        try load(
            """
            name: m
            kind: customers
            fields:
              customer_id: id
              annual_value: {column: value, type: number, decimal: ",", grouping: " "}
            """,
            "id;value\n1;1 234,50\n2;1\u{a0}234\n3;1\u{202f}234\u{202f}567,5\n")
        #expect(
            try dock.rows("select annual_value from core.customer_value order by customer_id") == [
                "1234.50", "1234", "1234567.5",
            ])
    }

    @Test func aRangeHasTwoTimes() throws {
        let summary = try load(
            """
            name: m
            kind: interviews
            fields:
              interview_id: id
              occurred_at: {column: date, type: timestamp, range: start, formats: &f ["d MMMM yyyy H:mm (z)", d MMMM yyyy H:mm, d MMMM yyyy]}
              ended_at: {column: date, type: timestamp, range: end, formats: *f}
            """,
            """
            id,date
            1,2 March 2026 10:00 (GMT+1) → 11:00
            2,2 March 2026 23:30 → 3 March 2026 0:15
            3,2 March 2026
            4,2 March 2026 → 4 March 2026
            5,2 March 2026 10:00 (PST) → 10:30
            6,2026-03-02 10:00 → 2026-03-02 10:20
            7,2 March 2026 10:00 → soon

            """)
        #expect(summary.rejectedByRule == ["bad_timestamp": 1])
        #expect(
            try dock.rows(
                """
                select interview_id, to_char(occurred_at at time zone 'UTC', 'DD HH24:MI'), extract(epoch from duration)::integer / 60
                from core.interview order by 1
                """) == [
                    "1,\"02 09:00\",60", "2,\"02 23:30\",45", "3,\"02 00:00\",", "4,\"02 00:00\",",
                    "5,\"02 18:00\",30", "6,\"02 10:00\",20",
                ])
    }

    @Test func rowsBelowTheNamesCanBelongToTheHeader() throws {
        let summary = try load(
            """
            name: m
            kind: tickets
            header_rows: 3
            fields: {ticket_id: id}
            """, "id,what\nThe number,\"Several\nwords\"\n\"{\"\"a\"\":1}\",x\n1,a\n2,b\n")
        #expect(summary.counts == "2 read, 2 loaded, 2 unattributed, 2 undated")
    }

    @Test func rowsOfEmptyCellsAreSkipped() throws {
        let summary = try dock.load("tickets", "ticket_id,customer,subject\n1,c,x\n,,\n , ,\n,,,,\n,\n2,c,y\n")
        #expect(summary.read == 2)
        #expect(summary.rejected == 0)
    }

    @Test func timesCanBeSecondsSince1970OrWritten() throws {
        try load(
            """
            name: m
            kind: tickets
            fields:
              ticket_id: id
              created_at: {column: made, type: timestamp, formats: [epoch_seconds]}
            """, "id,made\n1,1772442900\n2,2026-03-02 09:15:00 UTC\n3,2026-03-02T10:15:00 +0100\n")
        #expect(
            try dock.rows("select distinct created_at at time zone 'UTC' from core.ticket")
                == ["\"2026-03-02 09:15:00\""])
    }

    @Test func relationsLoseTheirLinks() throws {
        try load(
            """
            name: m
            kind: interviews
            fields:
              interview_id: id
              occurred_at: day
              customer: {column: customer, type: relation}
              themes: {column: themes, type: relation}
            """,
            """
            id,day,customer,themes
            1,2026-02-02,"Acme, Inc. (https://www.notion.so/a-1), Borea (https://www.notion.so/b-2)","One (https://www.notion.so/1), Two (2) (https://www.notion.so/2)"
            2,2026-02-02,"Acme, Inc.","One, Two"

            """)
        #expect(
            try dock.rows(
                """
                select interview_id, ref, themes from core.interview join core.customer_ref using (customer_ref_id) order by 1
                """) == [#"1,"acme, inc.","{One,""Two (2)""}""#, #"2,"acme, inc.","{One,Two}""#])
    }
}
