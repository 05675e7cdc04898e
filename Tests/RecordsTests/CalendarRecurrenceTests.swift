import Records
import Testing

@Suite struct CalendarRecurrenceTests {
    private func series(_ lines: String..., exceptions: String = "", rules: CalendarRules = .paris()) throws
        -> ReadCalendar
    {
        let text = ReadCalendar.calendar(lines).replacing("END:VCALENDAR", with: exceptions + "END:VCALENDAR")
        return try ReadCalendar(text, rules: rules)
    }

    private func exception(_ id: String, _ lines: String...) -> String {
        "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID\(id)\n" + lines.joined(separator: "\n") + "\nEND:VEVENT\n"
    }

    @Test func aSeriesStepsByTheClockOnTheWall() throws {
        let calendar = try series(
            "DTSTART;TZID=America/New_York:20240308T090000", "DTEND;TZID=America/New_York:20240308T100000",
            "RRULE:FREQ=WEEKLY;COUNT=3")
        #expect(calendar.cells(.start) == ["2024-03-08T14:00:00Z", "2024-03-15T13:00:00Z", "2024-03-22T13:00:00Z"])
        #expect(calendar.cells(.end) == ["2024-03-08T15:00:00Z", "2024-03-15T14:00:00Z", "2024-03-22T14:00:00Z"])
        #expect(calendar.cells(.recurrenceID) == calendar.cells(.start))
        #expect(calendar.cells(.key) == calendar.cells(.start).map { "u/" + $0 })
        #expect(Set(calendar.cells(.isRecurring)) == ["true"])
    }

    /// RFC 5545, sections 3.3.5 and 3.8.5.3: an hour that is skipped counts on the offset before, of two the first.
    @Test func anHourThatIsMissingOrDoubledIsReadAsTheStandardSays() throws {
        let spring = try series("DTSTART;TZID=Europe/Paris:20240330T023000", "RRULE:FREQ=DAILY;COUNT=3")
        #expect(spring.cells(.start) == ["2024-03-30T01:30:00Z", "2024-03-31T01:30:00Z", "2024-04-01T00:30:00Z"])
        let autumn = try series("DTSTART;TZID=Europe/Paris:20241026T023000", "RRULE:FREQ=DAILY;COUNT=3")
        #expect(autumn.cells(.start) == ["2024-10-26T00:30:00Z", "2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z"])
    }

    @Test func anEndSaysHowMuchTimePassesADurationHowManyDays() throws {
        let start = "DTSTART;TZID=Europe/Paris:20240330T120000"
        let byEnd = try series(start, "DTEND;TZID=Europe/Paris:20240331T120000", "RRULE:FREQ=DAILY;COUNT=2")
        #expect(byEnd.cells(.durationMinutes) == ["1380", "1380"])
        let byDuration = try series(start, "DURATION:P1D", "RRULE:FREQ=DAILY;COUNT=2")
        #expect(byDuration.cells(.durationMinutes) == ["1380", "1440"])
    }

    @Test func aSeriesOfDaysIsKnownByItsDays() throws {
        let calendar = try series("DTSTART;VALUE=DATE:20240330", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20240331T000000")
        #expect(calendar.cells(.recurrenceID) == ["2024-03-30", "2024-04-01"])
        #expect(calendar.cells(.start) == ["2024-03-29T23:00:00Z", "2024-03-31T22:00:00Z"])
    }

    @Test(arguments: [
        "EXDATE;TZID=Europe/Paris:20240702T090000", "EXDATE:20240702T070000Z", "EXDATE:20240702T090000",
        "EXDATE;VALUE=DATE:20240702", "EXDATE;TZID=America/New_York:20240702T030000",
        "EXRULE:FREQ=DAILY;INTERVAL=7;COUNT=1\r\nEXDATE:20240702T090000\r\nRDATE:20240701T090000",
    ])
    func anExcludedDateIsUnderstoodInAnyForm(_ excluded: String) throws {
        let calendar = try series("DTSTART;TZID=Europe/Paris:20240701T090000", "RRULE:FREQ=DAILY;COUNT=3", excluded)
        let days = calendar.cells(.start).map { $0.prefix(10) }
        #expect(days == (excluded.hasPrefix("EXRULE") ? ["2024-07-03"] : ["2024-07-01", "2024-07-03"]))
    }

    @Test func anExcludedDateIsACancelledRecordWhereItIsAskedFor() throws {
        var rules = CalendarRules.paris()
        rules.keepsExcluded = true
        let calendar = try series(
            "DTSTART:20240701T070000Z", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20240702T070000Z,20240703T070000Z",
            "STATUS:CONFIRMED", exceptions: exception(":20240703T070000Z", "DTSTART:20240703T080000Z"), rules: rules)
        #expect(calendar.cells(.status) == ["confirmed", "cancelled", "confirmed", ""])
        #expect(
            calendar.cells(.recurrenceID).map { $0.prefix(10) } == [
                "2024-07-01", "2024-07-02", "2024-07-04", "2024-07-03",
            ])
    }

    @Test func addedDatesMayHaveALengthOfTheirOwn() throws {
        let calendar = try series(
            "DTSTART:20240701T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "RDATE:20240702T090000Z",
            "RDATE;VALUE=PERIOD:20240705T090000Z/PT30M,20240706T090000Z/20240706T110000Z")
        #expect(
            calendar.cells(.start).map { $0.prefix(10) } == ["2024-07-01", "2024-07-02", "2024-07-05", "2024-07-06"])
        #expect(calendar.cells(.durationMinutes) == ["60", "60", "30", "120"])
    }

    @Test func theStartHappensThoughNoRuleRepeatsIt() throws {
        let calendar = try series("DTSTART:20240701T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20240711T000000Z")
        #expect(calendar.cells(.start).map { $0.prefix(10) } == ["2024-07-01", "2024-07-03", "2024-07-10"])
    }

    @Test(arguments: [
        ("20240703T070000Z", 3), ("20240703T065959Z", 2), ("20240703T090000", 3), ("20240703T085959", 2),
        ("20240703", 3), ("20240702", 2),
    ])
    func aSeriesEndsInclusively(_ until: String, _ count: Int) throws {
        let calendar = try series("DTSTART;TZID=Europe/Paris:20240701T090000", "RRULE:FREQ=DAILY;UNTIL=\(until)")
        #expect(calendar.events.count == count)
    }

    @Test func aMovedOccurrenceTakesThePlaceOfItsOriginal() throws {
        let moved = exception(
            ";TZID=Europe/Paris:20240702T090000", "DTSTART:20240702T130000Z", "DTEND:20240702T140000Z", "SUMMARY:moved")
        let calendar = try series(
            "DTSTART;TZID=Europe/Paris:20240701T090000", "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:usual", exceptions: moved)
        #expect(calendar.cells(.summary) == ["usual", "usual", "moved"])
        #expect(
            calendar.cells(.recurrenceID).sorted() == [
                "2024-07-01T07:00:00Z", "2024-07-02T07:00:00Z", "2024-07-03T07:00:00Z",
            ])
        #expect(calendar.cells(.start).last == "2024-07-02T13:00:00Z")
    }

    @Test func anExceptionMayStandBeforeItsSeriesOrWithoutIt() throws {
        let moved = exception(":20240702T070000Z", "DTSTART:20240702T130000Z", "SUMMARY:moved")
        let master = ReadCalendar.calendar(["DTSTART;TZID=Europe/Paris:20240701T090000", "RRULE:FREQ=DAILY;COUNT=3"])
        let before = try ReadCalendar(moved + master)
        #expect(before.cells(.summary) == ["moved", "", ""])
        let alone = try ReadCalendar(moved)
        #expect(alone.cells(.key) == ["u/2024-07-02T07:00:00Z"])
        #expect(alone.cells(.isRecurring) == ["true"])
    }

    @Test(arguments: [";VALUE=DATE:20240702", ";TZID=Europe/Paris:20240702T000000", ":20240702T000000"])
    func anExceptionOfASeriesOfDaysMayNameATime(_ id: String) throws {
        let calendar = try series(
            "DTSTART;VALUE=DATE:20240701", "RRULE:FREQ=DAILY;COUNT=2",
            exceptions: exception(id, "DTSTART;VALUE=DATE:20240709"))
        #expect(calendar.cells(.key) == ["u/2024-07-01", "u/2024-07-02"])
        #expect(calendar.cells(.start) == ["2024-06-30T22:00:00Z", "2024-07-08T22:00:00Z"])
    }

    @Test func aCancelledOccurrenceIsARecord() throws {
        let calendar = try series(
            "DTSTART:20240701T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "STATUS:CONFIRMED",
            exceptions: exception(":20240702T090000Z", "DTSTART:20240702T090000Z", "STATUS:CANCELLED"))
        #expect(calendar.cells(.status) == ["confirmed", "cancelled"])
    }

    @Test func anOldExceptionOfAnOccurrenceThatIsNoMoreIsLeftOut() throws {
        let old = exception(":20240702T090000Z", "DTSTART:20240702T110000Z", "SEQUENCE:1")
        let calendar = try series(
            "DTSTART:20240701T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20240702T090000Z", "SEQUENCE:2",
            exceptions: old)
        #expect(calendar.cells(.start).map { $0.prefix(10) } == ["2024-07-01", "2024-07-03"])
        #expect(calendar.supersededCount == 1)
    }

    @Test func anExceptionMayStandForAllThatFollow() throws {
        let calendar = try series(
            "DTSTART;TZID=Europe/Paris:20240701T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=5", "SUMMARY:a",
            exceptions: exception(
                ";RANGE=THISANDFUTURE:20240703T070000Z", "DTSTART;TZID=Europe/Paris:20240703T140000", "DURATION:PT2H",
                "SUMMARY:b") + exception(":20240704T070000Z", "DTSTART:20240704T060000Z", "SUMMARY:c"))
        #expect(calendar.cells(.summary) == ["a", "a", "b", "b", "c"])
        #expect(
            calendar.cells(.start) == [
                "2024-07-01T07:00:00Z", "2024-07-02T07:00:00Z", "2024-07-03T12:00:00Z", "2024-07-05T12:00:00Z",
                "2024-07-04T06:00:00Z",
            ])
        #expect(
            calendar.cells(.recurrenceID).map { $0.prefix(10) } == [
                "2024-07-01", "2024-07-02", "2024-07-03", "2024-07-05", "2024-07-04",
            ])
        #expect(calendar.cells(.durationMinutes) == ["60", "60", "120", "120", "0"])
    }

    @Test func aSeriesWithoutEndIsBoundedByTheWindow() throws {
        let window = CalendarRules.paris(from: "2024-07-08T07:00:00Z", to: "2024-07-11T07:00:00Z")
        let calendar = try series("DTSTART;TZID=Europe/Paris:19700101T090000", "RRULE:FREQ=DAILY", rules: window)
        #expect(calendar.cells(.start).map { $0.prefix(10) } == ["2024-07-08", "2024-07-09", "2024-07-10"])
    }

    @Test func whatLiesBeforeTheWindowIsCounted() throws {
        let window = CalendarRules.paris(from: "2024-07-08T07:00:00Z", to: "2024-07-11T07:00:00Z")
        let calendar = try series(
            "DTSTART:20240701T070000Z", "RRULE:FREQ=DAILY", "EXDATE:20240702T070000Z",
            exceptions: exception(":20240703T070000Z", "DTSTART:20240709T100000Z"), rules: window)
        #expect(calendar.events.count == 4)
        #expect(calendar.beforeWindowCount == 5)
        #expect(try series("DTSTART:20240708T070000Z", "RRULE:FREQ=DAILY", rules: window).beforeWindowCount == 0)
        #expect(try series("DTSTART:20200101T000000Z", rules: window).beforeWindowCount == 0)
    }

    /// Intervals count from the start, 189 days before the window: 4536 hours, 272,160 minutes.
    @Test(arguments: [
        ("FREQ=HOURLY;INTERVAL=5", ["2024-07-08T04:00:00Z", "2024-07-08T09:00:00Z"]),
        ("FREQ=MINUTELY;INTERVAL=700", ["2024-07-08T02:20:00Z"]),
        ("FREQ=DAILY;INTERVAL=9", ["2024-07-08T00:00:00Z"]),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", ["2024-07-08T00:00:00Z"]),
        ("FREQ=MONTHLY;INTERVAL=6;BYDAY=2MO", ["2024-07-08T00:00:00Z"]),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=8", ["2024-07-08T00:00:00Z"]),
        ("FREQ=YEARLY;BYWEEKNO=28;BYDAY=MO", ["2024-07-08T00:00:00Z"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=6", ["2024-07-08T00:00:00Z"]),
    ])
    func theWindowDoesNotChangeTheRhythm(_ rule: String, _ starts: [String]) throws {
        let window = CalendarRules.paris(from: "2024-07-08T00:00:00Z", to: "2024-07-08T10:00:00Z")
        #expect(try series("DTSTART:20240101T000000Z", "RRULE:\(rule)", rules: window).cells(.start) == starts)
    }

    @Test(arguments: [
        "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=SECONDLY;BYHOUR=9;COUNT=20000",
    ])
    func aSeriesThatIsTooMuchIsAFault(_ rule: String) throws {
        let calendar = try series("DTSTART:20200101T000000Z", "RRULE:\(rule)", "SUMMARY:x")
        #expect(calendar.events.isEmpty)
        guard case .tooManyOccurrences = try #require(calendar.rules.first) else {
            Issue.record("not the fault that was expected")
            return
        }
    }

    @Test(arguments: [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    ])
    func aRuleThatNeverMatchesEnds(_ rule: String) throws {
        let calendar = try series("DTSTART:20200101T000000Z", "RRULE:\(rule)")
        #expect(calendar.events.count <= 1)
    }

    @Test(arguments: [
        "FREQ=DAILY;COUNT=2;X-EVOLUTION-ENDDATE=20240702T090000Z", "freq=daily;count=2", "COUNT=2;FREQ=DAILY;",
        "FREQ=DAILY; BYDAY=MO, TU ;COUNT=2", "FREQ=DAILY;COUNT=-1;UNTIL=20240702T090000Z",
    ])
    func whatProgramsAddToARuleIsForgiven(_ rule: String) throws {
        #expect(try series("DTSTART:20240701T090000Z", "RRULE:\(rule)").events.count == 2)
    }
}
