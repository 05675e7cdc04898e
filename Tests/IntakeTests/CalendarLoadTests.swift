import Intake
import Postgres
import Testing
import Warehouse

/// Who took part in the talks and meetings of a calendar, and with which customer.
@Suite struct CalendarLoadTests {
    let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
        try dock.setCalendarSettings()
        try dock.load("people", "email,department\nana@us.example,Product\nben@us.example,Support\n", at: "2026-01-01")
        try dock.load(
            "customers", "customer_id,email_domains\nacme,acme.example\nborea,borea.example\n", at: "2026-01-01")
    }

    /// An event on 2026-03-02 with these lines.
    private func event(_ uid: String, _ lines: String...) -> String {
        """
        BEGIN:VEVENT
        UID:\(uid)
        DTSTART:20260302T090000Z
        DTEND:20260302T100000Z
        SUMMARY:Talk
        \(lines.joined(separator: "\n"))
        END:VEVENT

        """
    }

    @discardableResult
    private func load(_ kind: String, _ events: String..., at day: String = "2026-03-10") throws -> LoadSummary {
        try dock.load(kind, "BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR\n", at: day) {
            $0.mapping = try MappingLibrary().mapping("google-calendar-\(kind)")
        }
    }

    /// `id,customer,participants` of all conversations.
    private func conversations() throws -> [String] {
        try dock.rows(
            """
            select conversation_id, customer_id, (select string_agg(ref, ' ' order by ref) from core.person_ref
                where person_ref_id = any(participant_ref_ids)) as participants
            from core.conversation order by conversation_id collate "C", customer_id
            """)
    }

    @Test func whoDeclinedDidNotTakePart() throws {
        try load(
            "interviews",
            event(
                "d1", "ORGANIZER:mailto:ana@us.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@us.example",
                "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@us.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@acme.example"),
            event(
                "d2", "ORGANIZER:mailto:ana@us.example", "ATTENDEE;PARTSTAT=declined:mailto:x@acme.example"),
            event(
                "d3", "ORGANIZER:mailto:ana@us.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:x@acme.example",
                "ATTENDEE;PARTSTAT=TENTATIVE:mailto:y@acme.example"),
            event(
                "d4", "ORGANIZER:mailto:ana@us.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:x@acme.example",
                "ATTENDEE;PARTSTAT=ACCEPTED:mailto:p@partner.example"))
        #expect(try conversations() == ["d1,acme,ana@us.example", "d3,acme,ana@us.example"])
    }

    @Test func whoInvitesTakesPart() throws {
        let lines = ["ORGANIZER;CN=Cleo:MAILTO:cleo@acme.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@us.example"]
        let invitation = event("o1", lines.joined(separator: "\n"))
        #expect(try load("interviews", invitation).loaded == 1)
        #expect(try conversations() == ["o1,acme,ana@us.example"])
        #expect(try load("meetings", invitation).unattributed == 0)
        #expect(
            try dock.rows("select source, interview_id from core.interview")
                == dock.rows("select source, meeting_id from core.meeting"))
    }

    @Test func theCustomerIsTheFirstWhoIsKnown() throws {
        try load(
            "interviews",
            event(
                "c1", "ATTENDEE:mailto:fred@fireflies.ai", "ATTENDEE:mailto:notes@robot.example",
                "ATTENDEE:mailto:p@partner.example", "ATTENDEE:mailto:x@borea.example",
                "ATTENDEE:mailto:x@acme.example",
                "ATTENDEE:mailto:ana@us.example"),
            event("c2", "ATTENDEE:mailto:fred@fireflies.ai", "ATTENDEE:mailto:ana@us.example"),
            event("c3", "ATTENDEE:mailto:p@partner.example", "ATTENDEE:mailto:ana@us.example"))
        #expect(try conversations() == ["c1,borea,ana@us.example"])
        #expect(try dock.number("select count(*)::int from core.interview") == 2, "a note taker is no guest")
        dock.now = try instant("2026-07-02")
        try dock.load("customers", "customer_id,email_domains\nrobo,partner.example\n", at: "2026-03-11")
        #expect(try conversations() == ["c1,robo,ana@us.example", "c3,robo,ana@us.example"])
    }

    @Test func aCancelledOccurrenceIsTakenBackThoughItNamesNobody() throws {
        let series = event(
            "r", "STATUS:CONFIRMED", "RRULE:FREQ=WEEKLY;COUNT=3", "ORGANIZER:mailto:ana@us.example",
            "ATTENDEE:mailto:x@acme.example")
        try load("interviews", series, at: "2026-03-20")
        #expect(try conversations().count == 3)
        let override = event("r", "RECURRENCE-ID:20260309T090000Z", "STATUS:CANCELLED")
        let summary = try load("interviews", series, override, at: "2026-03-21")
        #expect(summary.counts == "3 read, 1 updated, 2 unchanged")
        #expect(try conversations().count == 2)
        #expect(try load("interviews", override, at: "2026-03-22").counts == "1 read, 1 unchanged")
    }

    @Test(arguments: ["interviews", "meetings"])
    func aSeriesThatIsCancelledAsAWholeTakesBackItsOccurrences(_ kind: String) throws {
        let series = event(
            "r", "RRULE:FREQ=WEEKLY;COUNT=3", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:x@acme.example")
        let other = event("r2", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:x@acme.example")
        try load(kind, series, other, at: "2026-03-20")
        #expect(try conversations().count == 4)
        let summary = try load(kind, event("r", "STATUS:CANCELLED", "SEQUENCE:1"), at: "2026-03-21")
        #expect([summary.read, summary.loaded, summary.updated] == [4, 1, 3])
        #expect(try conversations() == ["r2,acme,ana@us.example"])
    }

    @Test func anOccurrenceThatItsSeriesExcludesLaterIsTakenBack() throws {
        let series = event(
            "r", "RRULE:FREQ=WEEKLY;COUNT=3", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:x@acme.example")
        try load("interviews", series, at: "2026-03-20")
        #expect(try conversations().count == 3)
        let shorter = series.replacing("SUMMARY", with: "EXDATE:20260309T090000Z\nSUMMARY")
        try load("interviews", shorter, at: "2026-03-21")
        #expect(
            try conversations().map { $0.prefix(12) } == ["r/2026-03-02", "r/2026-03-16"])
    }

    @Test func whatWasCancelledStaysSoWhenAnOlderFileComesLater() throws {
        let summary = try load("interviews", event("t", "STATUS:CANCELLED"), at: "2026-03-21")
        #expect(summary.counts == "1 read, 1 loaded")
        let older = event("t", "STATUS:CONFIRMED", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:x@acme.example")
        try load("interviews", older, at: "2026-03-20")
        #expect(try conversations().isEmpty)
        try load("interviews", older, at: "2026-03-22")
        #expect(try conversations() == ["t,acme,ana@us.example"])
    }

    @Test(arguments: [
        "METHOD:CANCEL\nBEGIN:VEVENT\nUID:t\nDTSTART:20260302T090000Z\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:t\nDTSTART:20260302T090000Z\nSTATUS:CANCELED\nATTENDEE:mailto:x@acme.example\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:t\nDTSTART:20260402T090000Z\nATTENDEE:mailto:x@acme.example\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:t\nDTSTART:20260302\nATTENDEE:mailto:x@acme.example\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:t\nDTSTART:20260302T090000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:x@acme.example\nEND:VEVENT\n",
    ])
    func whatNoLongerHappensIsTakenBack(_ later: String) throws {
        try load("interviews", event("t", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:x@acme.example"))
        #expect(try conversations().count == 1)
        try load("interviews", later, at: "2026-03-11")
        #expect(try conversations().isEmpty)
        #expect(try dock.rows("select kind from core.interview") == ["cancelled"])
    }

    @Test func aCopyThatHidesTheGuestsTakesNothingBack() throws {
        try load("interviews", event("t", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:x@acme.example"))
        let copy = event("t", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:ben@us.example")
        #expect(try load("interviews", copy, at: "2026-03-11").counts == "1 filtered")
        #expect(try conversations() == ["t,acme,ana@us.example"])
    }

    @Test func onlyListedMeetingsAreLeadershipMeetings() throws {
        try Settings(dock.connection).set("meeting_series", to: "leadership *;Board", now: dock.now)
        let meeting = { (uid: String, title: String) in
            event(uid, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@us.example").replacing(
                "SUMMARY:Talk", with: "SUMMARY:\(title)")
        }
        let events = [
            meeting("a", "Leadership weekly"), meeting("b", "BOARD"), meeting("c", "Board dinner"),
            meeting("d", "Lunch"),
        ]
        try load("meetings", events.joined())
        #expect(try dock.rows("select meeting_id from core.meeting order by 1") == ["a", "b"])
        dock.now = try instant("2026-07-08")
        try Settings(dock.connection).set("meeting_series", to: "Board*", now: dock.now)
        let summary = try load("meetings", events.joined())
        #expect([summary.loaded, summary.updated, summary.unchanged, summary.filtered] == [1, 1, 1, 1])
        #expect(
            try dock.rows("select meeting_id, status from core.meeting order by 1") == ["a,cancelled", "b,", "c,"])
    }

    @Test func occurrencesOfLongAgoAreCounted() throws {
        let old = event(
            "w", "RRULE:FREQ=YEARLY;COUNT=20", "ORGANIZER:mailto:ana@us.example", "ATTENDEE:mailto:x@acme.example")
        let summary = try load("interviews", old.replacing("20260302", with: "20160302"))
        #expect(summary.loaded == 5)
        #expect(summary.beforeWindow == 6)
    }
}

/// A mapping that needs a setting is refused while it is not set.
@Suite struct CalendarSettingTests {
    @Test func withoutTheSettingsACalendarIsRefused() throws {
        let dock = try LoadingDock()
        let load = { (kind: String) in
            try dock.load(kind, "BEGIN:VCALENDAR\nEND:VCALENDAR\n") {
                $0.mapping = try MappingLibrary().mapping("google-calendar-\(kind)")
            }
        }
        let unset = #expect(throws: Failure.self) { try load("interviews") }
        #expect(unset?.kind == .configuration)
        #expect(unset?.remedy?.contains("earshot settings set own_domains") == true)
        try Settings(dock.connection).set("own_domains", to: "us.example", now: dock.now)
        _ = try load("interviews")
        let unlisted = #expect(throws: Failure.self) { try load("meetings") }
        #expect(unlisted?.kind == .configuration)
        #expect(unlisted?.remedy?.contains("meeting_series:") == true)
        try Settings(dock.connection).set("meeting_series", to: "*", now: dock.now)
        _ = try load("meetings")
    }
}
