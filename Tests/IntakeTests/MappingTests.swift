import Intake
import Postgres
import Testing

/// What a mapping makes of a file's columns.
@Suite struct MappingTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func load(_ yaml: String, _ text: String) throws -> LoadSummary {
        let mapping = try Mapping(yaml: yaml, file: "test.yaml")
        return try dock.load(mapping.kind.name, text) { $0.mapping = mapping }
    }

    @Test func namesAreTriedInOrder() throws {
        _ = try load(
            """
            name: m
            kind: tickets
            source: desk
            fields:
              ticket_id: [key, id]
              status: {column: [state, status], default: open}
            """, "id,status,state\n1,solved,hold\n2,solved,\n3,,\n")
        #expect(
            try dock.rows("select source, ticket_id, status from core.ticket order by 2") == [
                "desk,1,hold", "desk,2,solved", "desk,3,open",
            ])
    }

    @Test func severalColumnsAreJoinedIntoAList() throws {
        _ = try load(
            """
            name: m
            kind: tickets
            fields:
              ticket_id: id
              themes: {join: [tag1, tag2]}
            """, "id,tag1,tag2,tag1\n1,a,b;c,d\n2,,,\n")
        #expect(try dock.rows("select themes from core.ticket order by ticket_id") == ["\"{a,d,b,c}\"", ""])
    }

    @Test func wordsAreTranslatedAndConstantsHoldEverywhere() throws {
        _ = try load(
            """
            name: m
            kind: tickets
            nulls: [N/A, "-"]
            fields:
              ticket_id: id
              channel: {constant: shop}
              status: {column: state, values: {Done: solved, Waiting: pending, Weird: ""}}
            """, "id,state\n1,Done\n2,Waiting\n3,N/A\n4,Weird\n5,-\n6,closed\n")
        #expect(
            try dock.rows("select ticket_id, status, channel from core.ticket order by 1") == [
                "1,solved,shop", "2,pending,shop", "3,,shop", "4,,shop", "5,,shop", "6,closed,shop",
            ])
    }

    @Test func wordsAreKnownInAnyCaseAndOthersAsTheMappingSays() throws {
        _ = try load(
            """
            name: m
            kind: tickets
            fields:
              ticket_id: id
              status: {column: [state, category], values: {in progress: open, Done: solved, "*": ""}}
              priority: {column: urgency, values: {"1": high, "*": low}}
              themes: {column: tags, values: {VIP: important, Résumé: cv, "*": other}}
            """,
            """
            id,state,category,urgency,tags
            1,IN PROGRESS,Done,1,vip;x
            2,Being packed,done,2,Résumé
            3,Being packed,Elsewhere,,
            """)
        #expect(
            try dock.rows("select ticket_id, status, priority, themes from core.ticket order by 1") == [
                "1,open,high,\"{important,other}\"", "2,solved,low,{cv}", "3,,,",
            ])
    }

    @Test func ofColumnsJoinedForOneValueTheFirstFilledCounts() throws {
        _ = try load(
            """
            name: m
            kind: tickets
            fields:
              ticket_id: id
              customer: {join: [organization, reporter]}
            """, "id,organization,organization,reporter\n1,,c2,r\n2,,,r\n")
        #expect(
            try dock.rows(
                "select ticket_id, ref from core.ticket join core.customer_ref using (customer_ref_id) order by 1")
                == ["1,c2", "2,r"])
    }

    @Test func recordsWithoutWhatTheyNeedAreLeftOutBeforeTheyAreJudged() throws {
        let summary = try load(
            """
            name: m
            kind: segments
            skip_without: [segment]
            fields: {customer_id: id, segment: tier}
            """, "id,tier,note\n1,,\n,,x\n3,big,\n")
        #expect(summary.counts == "1 read, 1 loaded, 2 filtered")
    }

    @Test func idsOfSalesforceAreOneWhateverTheirLength() throws {
        _ = try load(
            """
            name: m
            kind: customers
            fields:
              customer_id: {column: id, type: salesforce_id}
            """,
            "id\n0015500000Xyy06\n0015500000Xyy06AAB\na015500000Xyy06\nAcmeCorporation\nairportservices\n00001001\n")
        #expect(
            try dock.rows("select customer_id from core.customer order by customer_id collate \"C\"") == [
                "00001001", "0015500000Xyy06AAB", "AcmeCorporation", "a015500000Xyy06AAB", "airportservices",
            ])
    }

    @Test func timesHaveFormatsEpochsAndLengths() throws {
        _ = try load(
            """
            name: m
            kind: tickets
            zone: America/New_York
            fields:
              ticket_id: id
              created_at: {column: opened, type: timestamp, formats: ["dd.MM.yyyy HH:mm", "M/d/yy h:mm a"]}
              first_response_at: {column: wait, type: after, after: created_at, unit: minutes}
              solved_at: {column: done, type: epoch, unit: seconds}
            """,
            """
            id,opened,wait,done
            1,02.01.2026 10:00,90,1767369600
            2,1/2/26 10:00 PM,1.5,
            3,2026-01-02T10:00:00Z,,
            """)
        #expect(
            try dock.rows("select created_at, first_response_at, solved_at from core.ticket order by ticket_id") == [
                "\"2026-01-02 15:00:00+00\",\"2026-01-02 16:30:00+00\",\"2026-01-02 16:00:00+00\"",
                "\"2026-01-03 03:00:00+00\",\"2026-01-03 03:01:30+00\",", "\"2026-01-02 10:00:00+00\",,",
            ])
    }

    @Test func aLengthNeedsItsStartAndAnEpochItsReach() throws {
        let summary = try load(
            """
            name: m
            kind: tickets
            fields:
              ticket_id: id
              created_at: {column: opened, type: epoch, unit: milliseconds}
              solved_at: {column: hours, type: after, after: created_at, unit: hours}
            """,
            """
            id,opened,hours
            1,1767344400000,1
            2,,1
            3,999999999999999999,
            4,1767344400000,-99999999
            5,1767344400000,9999999999
            """)
        #expect(summary.counts == "5 read, 1 loaded, 4 rejected, 1 unattributed")
        #expect(
            try dock.rows("select line, column_name, rule from ops.rejection order by line") == [
                "3,hours,bad_timestamp", "4,opened,bad_number", "5,hours,bad_number", "6,hours,bad_number",
            ])
    }

    @Test func numbersAndListsHaveMarksOfTheirOwn() throws {
        _ = try load(
            """
            name: m
            kind: customers
            delimiter: ";"
            fields:
              customer_id: id
              annual_value: {column: worth, type: number, decimal: ","}
              aliases: {column: names, type: list, separator: "|"}
            """, "id;worth;names\nC1;1234,50;a, b | c\n")
        #expect(
            try dock.rows(
                "select aliases, annual_value from core.customer join core.customer_value using (customer_id)")
                == ["\"{\"\"a, b\"\",c}\",1234.50"])
    }

    @Test func linesAboveTheHeaderAreSkippedAndRowsAreFiltered() throws {
        let summary = try load(
            """
            name: m
            kind: tickets
            skip_lines: 2
            only: {type: [Ticket, Bug]}
            fields: {ticket_id: id}
            """, "Export of \"today\nthe desk\nid,type\n1,Ticket\n2,Task\n3,Bug\n4,\n")
        #expect(summary.counts == "2 read, 2 loaded, 2 filtered, 2 unattributed, 2 undated")
    }

    @Test(arguments: [
        ("keep", "{\"\"a\"\": \"\"1\"\", \"\"b\"\": \"\"2\"\"}"), ("[b]", "{\"\"b\"\": \"\"2\"\"}"), ("drop", ""),
    ])
    func otherColumnsAreKeptWhereTheMappingSaysSo(_ extra: String, _ kept: String) throws {
        let summary = try load("name: m\nkind: tickets\nextra: \(extra)\nfields: {ticket_id: id}", "id,a,b\n1,1,2\n")
        #expect(try dock.rows("select extra from core.ticket") == [kept.isEmpty ? "" : "\"\(kept)\""])
        #expect(summary.ignoredColumns == (extra == "keep" ? [] : extra == "drop" ? ["a", "b"] : ["a"]))
    }

    @Test func extraColumnsHoldAnyText() throws {
        _ = try load(
            "name: m\nkind: tickets\nextra: keep\nfields: {ticket_id: id}",
            "id,\"a\"\"\\\nb\"\n1,\"q\"\"\\\t\u{1}\n😀\"\n")
        let row = try #require(
            try dock.connection.rows(
                "select name, value from core.ticket, jsonb_each_text(extra) as kept (name, value)"
            ).first)
        #expect(try row["name"] == "a\"\\\nb")
        #expect(try row["value"] == "q\"\\\t\u{1}\n😀")
    }

    @Test func namesGetOneSpelling() throws {
        try dock.load("tickets", "ticket_id,department,themes\nT1,SUPPORT,Pricing;other\nT2,Sales,\n") {
            $0.spellings = [.department: ["support": "Support"], .theme: ["pricing": "price"]]
        }
        #expect(
            try dock.rows("select department, themes from core.ticket order by ticket_id") == [
                "Support,\"{price,other}\"", "Sales,",
            ])
    }

    @Test func everyBuiltInMappingIsGood() throws {
        let library = try MappingLibrary()
        for name in try library.names() {
            #expect(try library.mapping(name).name == name)
        }
    }
}
