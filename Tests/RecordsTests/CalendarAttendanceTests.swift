import Records
import Testing

/// Who takes part in an event.
@Suite struct CalendarAttendanceTests {
    private func lists(_ people: String...) throws -> [CalendarColumn: String] {
        let calendar = try ReadCalendar(ReadCalendar.calendar(["DTSTART:20260302T090000Z"] + people))
        return try #require(calendar.events.first).cells
    }

    @Test func theOrganizerTakesPartThoughNoAttendee() throws {
        let lists = try lists(
            "ORGANIZER;CN=Cleo;SENT-BY=\"mailto:office@them.example\":MAILTO:cleo@them.example",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@us.example")
        #expect(lists[.participants] == "cleo@them.example;ann@us.example")
        #expect(lists[.confirmed] == "cleo@them.example;ann@us.example")
        #expect(lists[.attendees] == "ann@us.example")
    }

    @Test func whoIsOrganizerAndAttendeeCountsOnce() throws {
        let lists = try lists("ORGANIZER:mailto:Ann@us.example", "ATTENDEE:mailto:ann@us.example")
        #expect(lists[.participants] == "Ann@us.example")
    }

    @Test(arguments: ["DECLINED", "declined", "DELEGATED"])
    func whoDeclinedOrSentSomebodyElseDidNotTakePart(_ answer: String) throws {
        let lists = try lists(
            "ORGANIZER:mailto:ann@us.example", "ATTENDEE;PARTSTAT=\(answer):MAILTO:ANN@us.example",
            "ATTENDEE;PARTSTAT=\(answer):mailto:bob@us.example", "ATTENDEE:mailto:eve@us.example")
        #expect(lists[.participants] == "eve@us.example")
        #expect(lists[.confirmed] == "")
    }

    @Test func noAnswerIsNoRefusal() throws {
        let lists = try lists(
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@x.example", "ATTENDEE;PARTSTAT=TENTATIVE:mailto:b@x.example",
            "ATTENDEE:mailto:c@x.example", "ATTENDEE;PARTSTAT=accepted:mailto:d@x.example")
        #expect(lists[.participants] == "a@x.example;b@x.example;c@x.example;d@x.example")
        #expect(lists[.confirmed] == "d@x.example")
    }

    @Test func roomsAndWhoIsOnlyInformedDoNotTakePart() throws {
        let lists = try lists(
            "ORGANIZER:mailto:room@us.example", "ATTENDEE;CUTYPE=ROOM:mailto:room@us.example",
            "ATTENDEE;CUTYPE=resource:mailto:projector@us.example",
            "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:copy@us.example", "ATTENDEE:mailto:ann@us.example")
        #expect(lists[.participants] == "ann@us.example")
        #expect(lists[.attendees] == "copy@us.example;ann@us.example")
    }

    @Test func anAddressMayStandInAParameter() throws {
        let lists = try lists(
            "ATTENDEE;CN=ann@us.example:invalid:nomail", "ATTENDEE;CN=Bob:invalid:nomail",
            "ATTENDEE;EMAIL=eve@us.example;CN=Eve:urn:uuid:7", "ATTENDEE;CN=Dan:dan@us.example")
        #expect(lists[.participants] == "ann@us.example;eve@us.example;dan@us.example")
    }

    /// Apple's calendars write addresses so, in parameters without quotes.
    @Test func anEscapedSemicolonBelongsToTheParameterBeforeIt() throws {
        let calendar = try ReadCalendar(
            event: "DTSTART:20260302T090000Z",
            "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=Main 1-5\\; 4041 Linz;X-APPLE-RADIUS=70.5:geo:48.3,14.2",
            "ATTENDEE;CN=Acme\\; Paris;PARTSTAT=DECLINED:mailto:a@x.example",
            "ATTENDEE;CN=DOMAIN\\;PARTSTAT=DECLINED:mailto:b@x.example")
        #expect(calendar.faults.isEmpty)
        #expect(calendar.cells(.declined) == ["a@x.example;b@x.example"])
    }

    @Test func anEventThatNamesNobodyHasNoLists() throws {
        let calendar = try ReadCalendar(event: "DTSTART:20260302T090000Z", "STATUS:CANCELED")
        #expect(calendar.met.isDisjoint(with: [.participants, .confirmed, .attendees, .organizer]))
        #expect(calendar.cells(.status) == ["cancelled"])
    }
}
