import Foundation
import Records
import Testing

/// Files of other projects' test suites, from 2000 to 2025 in Europe/Paris. The counts of records were compared,
/// instant by instant, with Python's `icalendar` and `recurring_ical_events`; where these differ, a comment says why.
@Suite(.enabled(if: SharedData.exists(SharedData.calendars)))
struct CalendarSuiteTests {
    struct Expectation: CustomTestStringConvertible {
        var file: String
        var records: Int
        var faults: [Fault.Rule: Int] = [:]
        var superseded = 0

        var testDescription: String { file }
    }

    static let expectations = [
        Expectation(file: "ical4j/Dryway", records: 31),
        Expectation(file: "ical4j/EXDATE-IN-UTC", records: 85),
        Expectation(file: "ical4j/EXDATE", records: 5),
        Expectation(file: "ical4j/Standup", records: 4388),
        // An empty TZID that an empty VTIMEZONE defines; icalendar refuses the file.
        Expectation(file: "ical4j/blankTzid", records: 1),
        Expectation(file: "ical4j/calconnect", records: 5),
        Expectation(file: "ical4j/calconnect2", records: 5),
        Expectation(file: "ical4j/calconnect3", records: 5),
        Expectation(file: "ical4j/calconnect6", records: 1),
        Expectation(file: "ical4j/calconnect9", records: 5),
        Expectation(file: "ical4j/evolution", records: 1),
        Expectation(file: "ical4j/friday13", records: 44),
        // Messages about one meeting, of which the last with the highest SEQUENCE counts, and replies without start.
        Expectation(file: "ical4j/incoming", records: 1, faults: [.missingProperty: 5], superseded: 3),
        Expectation(file: "ical4j/multiple_calendars", records: 2),
        Expectation(file: "ical4j/rfc5545-sec3.6.1", records: 29),
        Expectation(file: "ical4j/rfc5545-sec4.2", records: 1),
        Expectation(file: "icalendar/america_new_york", records: 1),
        Expectation(file: "icalendar/bom_calendar", records: 0),
        Expectation(file: "icalendar/broken_ical", records: 0, faults: [.malformedLine(4): 1]),
        Expectation(file: "icalendar/calendar_with_unicode", records: 0),
        // Two events with one UID, on two days.
        Expectation(file: "icalendar/example", records: 2),
        Expectation(file: "icalendar/issue_104_broken_calendar", records: 1),
        Expectation(file: "icalendar/issue_1050_multiple_calendars", records: 0, faults: [.missingProperty: 2]),
        // A blank in BYDAY, which icalendar refuses.
        Expectation(file: "icalendar/issue_165_missing_event", records: 14),
        Expectation(file: "icalendar/issue_218_bad_tzid", records: 1),
        // Zones by the names that Windows shows, of which the file defines none.
        Expectation(file: "node-ical/Office-2012-owa", records: 90),
        Expectation(file: "node-ical/attendee-with-url", records: 0, faults: [.missingProperty: 1]),
        // "RRULE:AnythingRandom" is no part of a rule; recurring_ical_events passes over it.
        Expectation(file: "node-ical/badRRULE", records: 2727, faults: [.unreadableRecurrence: 1]),
        // The exception, which lies behind the window as the series does.
        Expectation(file: "node-ical/exchange_whole_day_moved_recurrence", records: 1),
        Expectation(file: "node-ical/festival-multiday-rrule", records: 159),
        // Europe/Germany is no zone; icalendar takes its times as floating.
        Expectation(file: "node-ical/germany_at_end_of_day_repeating", records: 0, faults: [.unknownZone: 1]),
        // A start within the quotes of its TZID.
        Expectation(file: "node-ical/ms_timezones", records: 137, faults: [.malformedLine(152): 1]),
        Expectation(file: "node-ical/non-utc-until", records: 53),
        Expectation(file: "node-ical/recurrence-sequence", records: 7, superseded: 2),
        Expectation(file: "node-ical/tentative-apple-calendar", records: 4),
        Expectation(file: "node-ical/test_with_forward_TZ", records: 272),
    ]

    @Test(arguments: expectations)
    func aFileIsReadOrSaysWhyNot(_ expectation: Expectation) throws {
        let bytes = try Data(contentsOf: URL(filePath: "\(SharedData.calendars)/\(expectation.file).ics"))
        let calendar = try ReadCalendar(Array(bytes))
        #expect(calendar.events.count == expectation.records)
        #expect(calendar.faults.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 } == expectation.faults)
        #expect(calendar.supersededCount == expectation.superseded)
        #expect(calendar.truncatedAt == nil)
        #expect(Set(calendar.cells(.key)).count == calendar.events.count)
    }

    @Test func noFileIsLeftOut() throws {
        let folder = try #require(FileManager.default.enumerator(atPath: SharedData.calendars))
        let files = folder.compactMap { $0 as? String }.filter { $0.hasSuffix(".ics") }
        #expect(Set(files) == Set(Self.expectations.map { $0.file + ".ics" }))
    }
}
