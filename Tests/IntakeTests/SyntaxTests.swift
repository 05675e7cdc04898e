import Intake
import Postgres
import Testing

/// Files that are not CSV.
@Suite struct SyntaxTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    @Test(arguments: [
        #"{"ticket_id":1,"customer":"c","themes":["a","b;c"]}"# + "\n" + #"{"ticket_id":"2","extra":null}"#,
        #"[{"ticket_id":1,"customer":"c","themes":["a","b;c"]},{"ticket_id":"2"}]"#,
        #"{"count":2,"tickets":[{"ticket_id":1,"customer":"c","themes":["a","b;c"]},{"ticket_id":"2"}]}"#,
    ])
    func objectsAreRecordsHoweverTheyAreWrapped(_ text: String) throws {
        let summary = try dock.load("tickets", text)
        #expect(summary.counts == "2 read, 2 loaded, 1 unattributed, 2 undated" || summary.loaded == 2)
        #expect(
            try dock.rows("select ticket_id, themes from core.ticket order by 1") == ["1,\"{a,b;c}\"", "2,"])
    }

    @Test func aMemberThatNoObjectHasOverwritesNothing() throws {
        try dock.load("tickets", "ticket_id,priority,status\n1,high,open\n", at: "2026-03-01")
        try dock.load("tickets", #"[{"ticket_id":"1","status":"solved"}]"#, at: "2026-03-02")
        #expect(try dock.rows("select status, priority from core.ticket") == ["solved,high"])
        try dock.load("tickets", #"[{"ticket_id":"1","status":"solved","priority":null}]"#, at: "2026-03-03")
        #expect(try dock.rows("select status, priority from core.ticket") == ["solved,"])
    }

    @Test func pathsReachWhatIsNestedAndWhatStandsBesideTheRecords() throws {
        let mapping = try Mapping(
            yaml: """
                name: m
                kind: tickets
                side_loads: {users: {key: id, reference: requester_id, as: requester}}
                fields:
                  ticket_id: id
                  customer: requester.email
                  channel: via.channel
                  themes: "labels[].name"
                  department: "custom_fields[id=7].value"
                """, file: "test.yaml")
        try dock.load(
            "tickets",
            """
            {"tickets": [
              {"id": 1, "requester_id": 5, "via": {"channel": "web"}, "labels": [{"name": "x"}, {"name": "y"}],
               "custom_fields": [{"id": 6, "value": "no"}, {"id": 7, "value": "Care"}]}],
             "users": [{"id": 5, "email": "u@c.example"}]}
            """
        ) { $0.mapping = mapping }
        #expect(
            try dock.rows(
                """
                select ticket_id, ref, channel, themes, department
                from core.ticket join core.customer_ref using (customer_ref_id)
                """) == ["1,u@c.example,web,\"{x,y}\",Care"])
    }

    @Test func aFaultyObjectIsRejectedWithItsLineAndTheOthersLoad() throws {
        let summary = try dock.load("tickets", "{\"ticket_id\":1}\n{\"ticket_id\":\n{\"ticket_id\":3}\n")
        #expect(summary.loaded == 2)
        #expect(try dock.rows("select line, rule from ops.rejection") == ["2,malformed_json"])
    }

    private static let calendar = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:a
        DTSTART;TZID=Europe/Paris:20260302T100000
        DTEND;TZID=Europe/Paris:20260302T104500
        RRULE:FREQ=WEEKLY;COUNT=3
        SUMMARY:Talk
        ORGANIZER:mailto:eve@us.example
        ATTENDEE:mailto:ada@mail.us.example
        ATTENDEE:mailto:kim@client.example
        END:VEVENT
        BEGIN:VEVENT
        UID:b
        DTSTART:20260303T090000Z
        SUMMARY:Among us
        ATTENDEE:mailto:ada@us.example
        END:VEVENT
        END:VCALENDAR

        """

    @Test func eventsWithSomebodyFromOutsideAreInterviews() throws {
        try dock.setCalendarSettings()
        let mapping = try MappingLibrary().mapping("google-calendar-interviews")
        let summary = try dock.load("interviews", Self.calendar, at: "2026-03-10") { $0.mapping = mapping }
        #expect(summary.loaded == 2, "the third of the series is still to come")
        #expect(summary.filtered == 1)
        #expect(
            try dock.rows(
                """
                select interview_id, occurred_at at time zone 'UTC', duration, ref
                from core.interview join core.customer_ref using (customer_ref_id) order by 1
                """) == [
                    "a/2026-03-02T09:00:00Z,\"2026-03-02 09:00:00\",PT45M,kim@client.example",
                    "a/2026-03-09T09:00:00Z,\"2026-03-09 09:00:00\",PT45M,kim@client.example",
                ])
    }
}
