import Records
import Testing

@Suite struct CalendarFaultTests {
    private let good = "BEGIN:VEVENT\nUID:g\nDTSTART:20260302T090000Z\nEND:VEVENT\n"

    /// Reads a calendar with a broken event on lines 6 and on, between two good ones.
    private func read(_ broken: String, rules: CalendarRules = .paris()) throws -> ReadCalendar {
        let other = good.replacing("UID:g", with: "UID:h")
        return try ReadCalendar("BEGIN:VCALENDAR\n" + good + broken + other + "END:VCALENDAR\n", rules: rules)
    }

    private func column(_ column: CalendarColumn) -> Int? { CalendarColumn.allCases.firstIndex(of: column) }

    @Test(arguments: [
        ("DTSTART;;VALUE=DATE:20260302", Fault.Rule.malformedLine(8), CalendarColumn?.none),
        ("DTSTART:20260302\nno colon here", .malformedLine(9), nil),
        ("DTSTART:20260302\nDESCRIPTION:a\n b\ntwo words: c", .malformedLine(11), nil),
        ("DTSTART;TZID=\"Europe/Paris:20260302T090000\"", .malformedLine(8), nil),
        ("SUMMARY:a", .missingProperty, .start),
        ("DTSTART:soon", .unreadableProperty, .start),
        ("DTSTART:20260230", .unreadableProperty, .start),
        ("DTSTART:20260302T090000\nDTEND:20260302T0930", .unreadableProperty, .end),
        ("DTSTART:20260302T090000\nDURATION:30M", .unreadableProperty, .end),
        ("DTSTART:20260302T090000\nDTEND:20260302T080000", .endsBeforeStart, .end),
        ("DTSTART;TZID=Mars/Base:20260302T090000", .unknownZone, .start),
        ("DTSTART:20260302T090000\nDTEND;TZID=Mars/Base:20260302T090000", .unknownZone, .end),
        ("DTSTART:20260302T090000\nRRULE:FREQ=SOMETIMES", .unreadableRecurrence, nil),
        ("DTSTART:20260302T090000\nRRULE:FREQ=DAILY;UNTIL=never", .unreadableRecurrence, nil),
        ("DTSTART:20260302T090000\nRRULE:FREQ=DAILY;INTERVAL=0", .unreadableRecurrence, nil),
        ("DTSTART:20260302T090000\nEXDATE:tomorrow", .unreadableRecurrence, nil),
        ("DTSTART:20260302T090000\nRDATE:20260302T090000/", .unreadableRecurrence, nil),
    ])
    func aBrokenEventIsAFaultAndTheOthersAreRead(
        _ lines: String, _ rule: Fault.Rule, _ column: CalendarColumn?
    ) throws {
        let calendar = try read("BEGIN:VEVENT\nUID:b\n\(lines)\nEND:VEVENT\n")
        #expect(calendar.cells(.uid) == ["g", "h"])
        #expect(calendar.faults == [Fault(line: 6, column: column.flatMap { self.column($0) }, rule: rule)])
    }

    @Test(arguments: ["BEGIN:VEVENT\nUID:b\n", "BEGIN:VEVENT\nUID:b\nBEGIN:VALARM\n"])
    func anEventThatDoesNotEndIsAFault(_ broken: String) throws {
        let calendar = try read(broken)
        #expect(calendar.faults == [Fault(line: 6, rule: .unterminatedComponent)])
        #expect(calendar.cells(.uid) == ["g", "h"])
    }

    @Test func bytesThatAreNoTextAreFoundInTheRecord() throws {
        let text = "BEGIN:VEVENT\nUID:b\nSUMMARY:a\n b#\nEND:VEVENT\n"
        let position = try #require(text.utf8.firstIndex(of: UInt8(ascii: "#")))
        let offset = text.utf8.distance(from: text.utf8.startIndex, to: position)
        for (byte, rule) in [
            (0xff as UInt8, Fault.Rule.invalidUTF8(byteOffset: offset)), (0, .nulByte(byteOffset: offset)),
        ] {
            let bytes = Array((good + text).utf8).map { $0 == UInt8(ascii: "#") ? byte : $0 }
            let calendar = try ReadCalendar(bytes)
            #expect(calendar.faults == [Fault(line: 5, rule: rule)])
            #expect(calendar.events.count == 1)
        }
    }

    @Test func anEventThatIsTooLongIsPassedOver() throws {
        let long = "BEGIN:VEVENT\nUID:b\n" + String(repeating: "COMMENT:blah blah\n", count: 100) + "END:VEVENT\n"
        let calendar = try read(long, rules: .paris(componentLimit: 500))
        #expect(calendar.faults == [Fault(line: 6, rule: .recordTooLong(limit: 500))])
        #expect(calendar.cells(.uid) == ["g", "h"])
        #expect(calendar.events.map(\.line) == [2, 109])
        let oneLine = "BEGIN:VEVENT\nUID:b\nCOMMENT:" + String(repeating: "x", count: 2000) + "\nEND:VEVENT\n"
        let other = try read(oneLine, rules: .paris(componentLimit: 500))
        #expect(other.rules == [.recordTooLong(limit: 500)])
        #expect(other.events.map(\.line) == [2, 10])
    }

    @Test(arguments: [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:2026", 2), ("BEGIN:VCALENDAR\nVERSION:2.0\n", 1),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260302\nEND:VEVENT\n", 3),
    ])
    func aFileThatBreaksOffIsTruncated(_ text: String, _ line: Int) throws {
        #expect(try ReadCalendar(text).truncatedAt == line)
    }

    @Test func whatIsNoCalendarIsAFault() throws {
        let page = try ReadCalendar("<!DOCTYPE html>\n<html><body>Sign in</body></html>\n")
        #expect(page.faults == [Fault(line: 1, rule: .notACalendar)])
        #expect(try ReadCalendar("").faults.isEmpty)
        #expect(try ReadCalendar("BEGIN:VCALENDAR\nEND:VCALENDAR").faults.isEmpty)
    }
}
