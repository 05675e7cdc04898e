import Foundation
import Records
import Testing

/// Recurrence rules made up at random, with what python-dateutil 2.9.0 makes of each before 2026, the first twelve. The start
/// itself happens in any case. Weekly rules with `BYSETPOS` are left out: dateutil counts in the rest of the first week,
/// RFC 5545 in all of it.
@Suite struct RecurrenceRuleTests {
    private static let table = URL(filePath: #filePath).appending(path: "../../Fixtures/recurrences.tsv").standardized

    @Test func rulesGiveWhatAnotherProgramMakesOfThem() throws {
        let lines = try String(contentsOf: Self.table, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 150)
        for line in lines {
            let cells = line.split(separator: "\t").map(String.init)
            let calendar = try ReadCalendar(event: "DTSTART:\(cells[0])", "RRULE:\(cells[1])")
            #expect(calendar.cells(.start).prefix(12).joined(separator: ",") == cells[2], "\(cells[1])")
        }
    }

    @Test func ruleOfEveryYearCountsItsInterval() throws {
        let calendar = try ReadCalendar(
            event: "DTSTART:20150213T090000Z", "RRULE:FREQ=YEARLY;INTERVAL=2;BYDAY=FR;BYMONTHDAY=13;COUNT=5")
        #expect(
            calendar.cells(.start).map { $0.prefix(10) } == [
                "2015-02-13", "2015-03-13", "2015-11-13", "2017-01-13", "2017-10-13",
            ])
    }

    @Test(arguments: [
        "FREQ=WEEKLY;UNTIL=20240630T090000Z", "FREQ=WEEKLY;UNTIL=20240630", "FREQ=WEEKLY;COUNT=0",
        "FREQ=DAILY;UNTIL=20240701T065959Z",
    ])
    func aSeriesThatEndsBeforeItStartsNeverHappens(_ rule: String) throws {
        let start = "DTSTART;TZID=Europe/Paris:20240701T090000"
        let calendar = try ReadCalendar(event: start, "RRULE:\(rule)")
        #expect(calendar.events.isEmpty)
        #expect(calendar.faults.isEmpty)
        let added = try ReadCalendar(event: start, "RRULE:\(rule)", "RDATE:20240703T070000Z")
        #expect(added.cells(.start) == ["2024-07-03T07:00:00Z"])
    }

    @Test(arguments: [
        ("FREQ=MINUTELY;BYHOUR=9;COUNT=90", 90), ("FREQ=SECONDLY;INTERVAL=1800;BYDAY=MO;BYHOUR=9,10;COUNT=12", 12),
        ("FREQ=MINUTELY;INTERVAL=30;BYMONTH=7;BYHOUR=9;UNTIL=20240702", 4),
        ("FREQ=SECONDLY;COUNT=100000000;UNTIL=20240701T090010Z", 11), ("FREQ=MINUTELY;COUNT=3", 3),
    ])
    func aSeriesThatEndsIsNeverTooMuch(_ rule: String, _ count: Int) throws {
        let calendar = try ReadCalendar(event: "DTSTART:20240701T090000Z", "RRULE:\(rule)")
        #expect(calendar.events.count == count)
        #expect(calendar.faults.isEmpty)
    }

    @Test(arguments: [
        "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYMONTHDAY=0", "FREQ=DAILY;BYHOUR=24", "INTERVAL=2",
        "FREQ=DAILY;BYEASTER=1", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=some", "FREQ=DAILY;RSCALE=HEBREW",
        "FREQ=DAILY;BYDAY", "FREQ=DAILY;COUNT=-2",
    ])
    func whatNobodyKnowsIsAFault(_ rule: String) throws {
        let calendar = try ReadCalendar(event: "DTSTART:20240701T090000Z", "RRULE:\(rule)")
        #expect(calendar.rules == [.unreadableRecurrence])
    }

    @Test func anOrdinalInAWeekSaysNothing() throws {
        let calendar = try ReadCalendar(event: "DTSTART:20240701T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=1MO;COUNT=3")
        #expect(calendar.cells(.start).map { $0.prefix(10) } == ["2024-07-01", "2024-07-08", "2024-07-15"])
    }
}
