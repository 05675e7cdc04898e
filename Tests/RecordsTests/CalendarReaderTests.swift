import Records
import Testing

@Suite struct CalendarReaderTests {
    private let meeting = """
        BEGIN:VCALENDAR
        VERSION:2.0
        X-WR-CALNAME:Customer talks
        BEGIN:VEVENT
        UID:a1@google.com
        DTSTAMP:20260401T120000Z
        DTSTART;TZID=Europe/Paris:20260302T093000
        DTEND;TZID=Europe/Paris:20260302T101500
        SUMMARY:Visit\\, second
        DESCRIPTION:One\\nTwo\\; fol
         ded and
        \t folded
        LOCATION:Lyon
        STATUS:CONFIRMED
        ORGANIZER;CN=Ann:mailto:ann@us.example
        ATTENDEE;PARTSTAT=ACCEPTED;CN="Smith; John: jr":MAILTO:john@them.example
        ATTENDEE;PARTSTAT=DECLINED:mailto:eve@us.example
        ATTENDEE;CUTYPE=RESOURCE;PARTSTAT=ACCEPTED:mailto:room@us.example
        ATTENDEE;EMAIL=bob@us.example:urn:uuid:1
        CATEGORIES:Visit,Up\\,sell
        CATEGORIES:North
        SEQUENCE:3
        CREATED:00001231T000000Z
        LAST-MODIFIED:20260228T080000Z
        BEGIN:VALARM
        DESCRIPTION:Reminder
        ATTENDEE:mailto:alarm@us.example
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        """

    @Test func anEventHasTheColumnsOfACalendar() throws {
        let calendar = try ReadCalendar(meeting)
        let event = try #require(calendar.events.first)
        #expect(calendar.events.count == 1)
        #expect(calendar.faults.isEmpty)
        let expected: [CalendarColumn: String] = [
            .uid: "a1@google.com", .recurrenceID: "", .key: "a1@google.com", .summary: "Visit, second",
            .description: "One\nTwo; folded and folded", .location: "Lyon", .status: "confirmed",
            .start: "2026-03-02T08:30:00Z", .end: "2026-03-02T09:15:00Z", .durationMinutes: "45",
            .organizer: "ann@us.example", .attendees: "john@them.example;eve@us.example;bob@us.example",
            .accepted: "john@them.example", .declined: "eve@us.example",
            .participants: "ann@us.example;john@them.example;bob@us.example",
            .confirmed: "ann@us.example;john@them.example", .categories: "Visit;Up,sell;North",
            .sequence: "3", .lastModified: "2026-02-28T08:00:00Z", .created: "", .isAllDay: "false",
            .isRecurring: "false", .calendar: "Customer talks",
        ]
        #expect(event.cells == expected)
        #expect(event.lists[.categories] == ["Visit", "Up,sell", "North"])
        #expect(event.lists[.summary] == nil)
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\r\r\n"])
    func anEventIsKnownByItsLineAndItsBytes(_ lineEnd: String) throws {
        let text = meeting.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
        let event = try #require(try ReadCalendar("\u{feff}" + text).events.first)
        #expect(event.line == 4)
        #expect(event.raw.hasPrefix("BEGIN:VEVENT" + lineEnd))
        #expect(event.raw.hasSuffix(lineEnd + "END:VEVENT"))
        #expect(event[.description] == "One\nTwo; folded and folded")
    }

    @Test(arguments: [1, 2, 3, 5, 64], ["\n", "\r\n", "\r", "\r\r\n"])
    func howMuchIsReadAtATimeMakesNoDifference(_ block: Int, _ lineEnd: String) throws {
        let text = meeting.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
        let whole = try ReadCalendar(text)
        let parts = try ReadCalendar(Array(text.utf8), block: block)
        #expect(parts.events.map(\.cells) == whole.events.map(\.cells))
        #expect(parts.events.map(\.raw) == whole.events.map(\.raw))
        #expect(parts.events.map(\.line) == [4])
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [2, 3])
    func emptyLinesBetweenALineAndItsFoldSayNothing(_ lineEnd: String, _ times: Int) throws {
        let doubled = String(repeating: lineEnd, count: times)
        let text = meeting.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: doubled)
        let named = text.replacing("X-WR-CALNAME:Customer talks", with: "X-WR-CALNAME:Customer\(doubled)  talks")
        let calendar = try ReadCalendar(named)
        #expect(calendar.events.map(\.cells) == (try ReadCalendar(meeting)).events.map(\.cells))
        #expect(calendar.events.map(\.line) == [4 * times + 1])
        let broken = try ReadCalendar(named.replacing("LOCATION:Lyon", with: "LOCATION"))
        #expect(broken.rules == [.malformedLine(13 * times + 1)])
    }

    @Test(arguments: ["TRUE", "true"])
    func aDayMayBeWrittenAsATime(_ word: String) throws {
        let calendar = try ReadCalendar(
            event: "DTSTART;TZID=Europe/Paris:20260302T000000", "DTEND;TZID=Europe/Paris:20260303T000000",
            "X-MICROSOFT-CDO-ALLDAYEVENT:\(word)")
        #expect(calendar.cells(.isAllDay) == ["true"])
        #expect(calendar.cells(.start) == ["2026-03-01T23:00:00Z"])
        let other = try ReadCalendar(event: "DTSTART:20260302T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE")
        #expect(other.cells(.isAllDay) == ["false"])
    }

    @Test func anEndWithoutAZoneIsInThatOfTheStart() throws {
        let zoned = try ReadCalendar(
            event: "DTSTART;TZID=America/New_York:20260302T090000", "DTEND:20260302T100000")
        #expect(zoned.cells(.durationMinutes) == ["60"])
        let universal = try ReadCalendar(event: "DTSTART:20260302T090000Z", "DTEND:20260302T100000")
        #expect(universal.cells(.durationMinutes) == ["60"])
    }

    @Test func anEventWithoutUIDGetsOneFromItsContent() throws {
        let event = { (lines: String) in
            "BEGIN:VEVENT\nDTSTART:20260302T090000Z\nSUMMARY:a\nATTENDEE:mailto:x@y.example\n\(lines)END:VEVENT\n"
        }
        let uid = try ReadCalendar(event("")).cells(.uid)
        #expect(uid.count == 1)
        #expect(uid != [""])
        let answered = event("DTSTAMP:20260101T000000Z\nSEQUENCE:2\nSTATUS:CANCELLED\n")
            .replacing("ATTENDEE", with: "ATTENDEE;PARTSTAT=DECLINED")
        #expect(try ReadCalendar(answered).cells(.uid) == uid)
        let others = ["SUMMARY:a": "SUMMARY:b", "T090000": "T100000", "x@y": "z@y", "END:V": "RRULE:FREQ=DAILY\nEND:V"]
        for (part, other) in others {
            #expect(try ReadCalendar(event("").replacing(part, with: other)).cells(.uid) != uid)
        }
        #expect(try ReadCalendar(event("") + event("")).events.count == 1)
        #expect(try ReadCalendar(event("") + event("").replacing("SUMMARY:a", with: "SUMMARY:b")).events.count == 2)
    }

    @Test func severalEventsOfOneUIDAreSeveralEvents() throws {
        let event = { (day: String, lines: String) in
            "BEGIN:VEVENT\nUID:u\nDTSTART:\(day)T090000Z\n\(lines)\nEND:VEVENT\n"
        }
        let two = event("20260302", "SUMMARY:a") + event("20260303", "SUMMARY:b")
        let calendar = try ReadCalendar("BEGIN:VCALENDAR\n\(two)END:VCALENDAR\n")
        #expect(calendar.cells(.summary) == ["a", "b"])
        #expect(calendar.cells(.key) == ["u/2026-03-02T09:00:00Z", "u/2026-03-03T09:00:00Z"])
        #expect(calendar.cells(.isRecurring) == ["false", "false"])
        let series = try ReadCalendar(
            event("20240701", "RRULE:FREQ=WEEKLY;COUNT=2") + event("20240703", "RRULE:FREQ=WEEKLY;COUNT=2")
                + event("20240709", "RECURRENCE-ID:20240708T090000Z\nSUMMARY:moved"))
        #expect(
            series.cells(.start).map { $0.prefix(10) } == ["2024-07-01", "2024-07-03", "2024-07-10", "2024-07-09"])
        let moved = try ReadCalendar(event("20260302", "SEQUENCE:1") + event("20260303", "SEQUENCE:2"))
        #expect(moved.cells(.key) == ["u"])
        #expect(moved.supersededCount == 1)
    }

    @Test func messagesAboutOneEventAreOneEvent() throws {
        let message = { (day: String) in
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART:\(day)T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"
        }
        let calendar = try ReadCalendar(message("20260302") + message("20260303"))
        #expect(calendar.cells(.start) == ["2026-03-03T09:00:00Z"])
        #expect(calendar.cells(.key) == ["u"])
    }

    @Test func aCancellationNeedsNoStart() throws {
        let calendar = try ReadCalendar(event: "RECURRENCE-ID:20260302T090000Z", "STATUS:CANCELLED")
        #expect(calendar.cells(.key) == ["u/2026-03-02T09:00:00Z"])
        #expect(calendar.cells(.start) == ["2026-03-02T09:00:00Z"])
        #expect(try ReadCalendar(event: "RECURRENCE-ID:20260302T090000Z").rules == [.missingProperty])
    }

    @Test func theTimeOfTheExportIsInNoColumn() throws {
        let other = meeting.replacing("DTSTAMP:20260401T120000Z", with: "DTSTAMP:20260402T120000Z")
        #expect(try ReadCalendar(other).events.map(\.cells) == ReadCalendar(meeting).events.map(\.cells))
    }

    @Test func aFoldMayPartACharacter() throws {
        var bytes = Array(ReadCalendar.calendar(["DTSTART:20260302T093000Z", "SUMMARY:é"]).utf8)
        let accent = try #require(bytes.firstIndex(of: 0xa9))
        bytes.insert(contentsOf: Array("\r\n ".utf8), at: accent)
        #expect(try ReadCalendar(bytes).cells(.summary) == ["é"])
    }

    @Test(arguments: [
        ("20260302", "", "2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z", "1440"),
        ("20260302", "DTEND:20260304", "2026-03-01T23:00:00Z", "2026-03-03T23:00:00Z", "2880"),
        ("20260302", "DTEND:20260302", "2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z", "1440"),
        ("20260328", "DURATION:P2D", "2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z", "2820"),
        ("20260302T090000", "", "2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", "0"),
        ("20260302T090000Z", "DURATION:PT1H30M30S", "2026-03-02T09:00:00Z", "2026-03-02T10:30:30Z", "90.5"),
        ("20260328T120000", "DURATION:P1DT1H", "2026-03-28T11:00:00Z", "2026-03-29T11:00:00Z", "1440"),
        ("20260328T120000", "DURATION:PT25H", "2026-03-28T11:00:00Z", "2026-03-29T12:00:00Z", "1500"),
    ])
    func anEventEndsByItsEndOrItsDuration(
        _ start: String, _ length: String, _ from: String, _ to: String, _ minutes: String
    ) throws {
        let event = try #require(try ReadCalendar(event: "DTSTART:\(start)", length).events.first)
        #expect([event[.start], event[.end], event[.durationMinutes]] == [from, to, minutes])
        #expect(event[.isAllDay] == String(start.count == 8))
    }

    @Test func aCancelledEventIsARecord() throws {
        let byStatus = try ReadCalendar(event: "DTSTART:20260302T090000Z", "STATUS:CANCELLED")
        #expect(byStatus.cells(.status) == ["cancelled"])
        let text = ReadCalendar.calendar(["DTSTART:20260302T090000Z"])
        let byMethod = try ReadCalendar(text.replacing("BEGIN:VEVENT", with: "METHOD:CANCEL\r\nBEGIN:VEVENT"))
        #expect(byMethod.cells(.status) == ["cancelled"])
    }

    @Test func severalCalendarsAreReadOneByOne() throws {
        let first = ReadCalendar.calendar(["DTSTART:20260302T090000"])
            .replacing("BEGIN:VEVENT", with: "X-WR-CALNAME:A\r\nX-WR-TIMEZONE:Asia/Tokyo\r\nBEGIN:VEVENT")
        let second = ReadCalendar.calendar(["DTSTART:20260302T090000"]).replacing("UID:u", with: "UID:v")
        let calendar = try ReadCalendar(first + "\r\n" + second)
        #expect(calendar.cells(.calendar) == ["A", ""])
        #expect(calendar.cells(.start) == ["2026-03-02T00:00:00Z", "2026-03-02T08:00:00Z"])
    }

    @Test func ofSeveralVersionsTheNewestCounts() throws {
        let version = { (lines: String) in "BEGIN:VEVENT\nUID:u\nDTSTART:20260302T090000Z\n\(lines)\nEND:VEVENT\n" }
        let bySequence = try ReadCalendar(version("SEQUENCE:10\nSUMMARY:new") + version("SEQUENCE:9\nSUMMARY:old"))
        #expect(bySequence.cells(.summary) == ["new"])
        #expect(bySequence.supersededCount == 1)
        let byTime = try ReadCalendar(
            version("LAST-MODIFIED:20260301T000000Z\nSUMMARY:new") + version("LAST-MODIFIED:20260201T000000Z"))
        #expect(byTime.cells(.summary) == ["new"])
        let byOrder = try ReadCalendar(version("SUMMARY:old") + version("SUMMARY:new"))
        #expect(byOrder.cells(.summary) == ["new"])
    }

    @Test func aColumnIsMetWhenAnEventHasItsProperty() throws {
        let calendar = try ReadCalendar(event: "DTSTART:20260302T090000Z", "ATTENDEE:mailto:a@b.example")
        #expect(calendar.met.isSuperset(of: [.key, .start, .durationMinutes, .attendees, .accepted, .declined]))
        #expect(calendar.met.isDisjoint(with: [.summary, .organizer, .categories, .calendar]))
    }

    @Test func otherComponentsArePassedOver() throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VTODO
            UID:t
            X-WR-CALNAME:no name
            BEGIN:VALARM
            END:VALARM
            END:VTODO
            BEGIN:VFREEBUSY
            END:VFREEBUSY
            END:VCALENDAR
            """
        let calendar = try ReadCalendar(text)
        #expect(calendar.events.isEmpty)
        #expect(calendar.faults.isEmpty)
        #expect(calendar.truncatedAt == nil)
    }
}
