import Records
import Testing

@Suite struct CalendarZoneTests {
    private func definition(_ name: String, location: String = "") -> String {
        """
        BEGIN:VTIMEZONE
        TZID:\(name)
        \(location)
        BEGIN:STANDARD
        DTSTART:16010101T030000
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        TZOFFSETFROM:+0630
        TZOFFSETTO:+0530
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        TZOFFSETFROM:+0530
        TZOFFSETTO:+0630
        END:DAYLIGHT
        END:VTIMEZONE

        """
    }

    private func event(_ zone: String) -> String {
        "BEGIN:VEVENT\nUID:u\nDTSTART;TZID=\(zone):20260701T120000\nRDATE;TZID=\(zone):20260101T120000\nEND:VEVENT\n"
    }

    private func read(_ text: String) throws -> ReadCalendar {
        try ReadCalendar(
            "BEGIN:VCALENDAR\n\(text)END:VCALENDAR\n", rules: .paris(from: "2025-01-01T00:00Z", to: "2027-01-01T00:00Z")
        )
    }

    private let berlin = ["2026-01-01T11:00:00Z", "2026-07-01T10:00:00Z"]
    private let own = ["2026-01-01T06:30:00Z", "2026-07-01T05:30:00Z"]

    @Test(arguments: [
        "Europe/Berlin", "\"Europe/Berlin\"", "/softwarestudio.org/Olson_20011030_5/Europe/Berlin", "/Europe/Berlin",
        "posix/Europe/Berlin", "W. Europe Standard Time", "\"W. Europe Standard Time\"",
        "\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\"",
    ])
    func aZoneIsKnownByItsName(_ name: String) throws {
        #expect(try read(event(name)).cells(.start) == berlin)
        let unquoted = name.replacing("\"", with: "")
        #expect(try read(definition(unquoted) + event(name)).cells(.start) == berlin)
    }

    @Test(arguments: ["Customized Time Zone", "", "UTC+11", "\"GMT +0100 (Standard) / GMT +0200 (Daylight)\""])
    func aZoneThatNobodyKnowsIsAsTheFileDefinesIt(_ name: String) throws {
        let unquoted = name.replacing("\"", with: "")
        #expect(try read(definition(unquoted) + event(name)).cells(.start) == own)
        #expect(try read(event(name) + definition(unquoted)).cells(.start) == own)
        #expect(try read(event(name)).rules == [.unknownZone])
    }

    @Test func aDefinitionMayEscapeItsName() throws {
        let text = definition("(UTC+05:30) Here\\, There") + event("\"(UTC+05:30) Here, There\"")
        #expect(try read(text).cells(.start) == own)
    }

    @Test func aDefinitionMaySayWhereItIs() throws {
        let text = definition("mine", location: "X-LIC-LOCATION:Europe/Berlin") + event("mine")
        #expect(try read(text).cells(.start) == berlin)
    }

    @Test func eachCalendarHasItsOwnDefinitions() throws {
        let first = definition("Z") + event("Z") + "END:VCALENDAR\nBEGIN:VCALENDAR\n"
        let calendar = try read(first + event("Z").replacing("UID:u", with: "UID:v"))
        #expect(calendar.cells(.start) == own)
        #expect(calendar.rules == [.unknownZone])
    }

    @Test func aDefinitionHoldsBeforeItsFirstOnset() throws {
        let definition = definition("Z").replacing("16010101", with: "20260101")
        #expect(try read(definition + event("Z")).cells(.start) == own)
        let later = definition.replacing("20260101", with: "20270101")
        #expect(try read(later + event("Z")).cells(.start) == ["2026-01-01T06:30:00Z", "2026-07-01T06:30:00Z"])
    }
}
