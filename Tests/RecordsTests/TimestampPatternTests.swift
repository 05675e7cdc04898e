import Records
import Testing

@Suite struct TimestampPatternTests {
    private func parse(_ text: String, _ pattern: String, _ names: DateNames = .english) throws -> Stamp? {
        let format = try TimestampFormat(pattern: pattern, names: names)
        return Cell.with(text) { format.parse($0) }
    }

    private func iso(_ text: String) -> Stamp? {
        Cell.with(text) { TimestampFormat.iso8601.parse($0) }
    }

    @Test(arguments: [
        ("22/Sep/25 9:26 AM", "dd/MMM/yy h:mm a", "2025-09-22 09:26"),
        ("22/SEPT/25 12:00 am", "dd/MMM/yy h:mm a", "2025-09-22 00:00"),
        ("22/Sep/25 12:59\u{202f}PM", "dd/MMM/yy h:mm a", "2025-09-22 12:59"),
        ("02/May/99 23:05", "dd/MMM/yy HH:mm", "1999-05-02 23:05"),
        ("Sep/02/2025 1:05 p.m.", "MMM/dd/yyyy h:mm a", "2025-09-02 13:05"),
        ("June 5, 2023 10:00 AM", "MMMM d, yyyy h:mm a", "2023-06-05 10:00"),
        ("2026-03-01 09:30:15", "yyyy-MM-dd HH:mm:ss", "2026-03-01 09:30:15"),
        ("2026-03-01 09:30:15.25 +0530", "yyyy-MM-dd HH:mm:ss.SSS X", "2026-03-01 09:30:15.25+05:30"),
        ("1/2/2026", "M/d/yyyy", "2026-01-02"),
        ("11.12.2026", "d.M.yyyy", "2026-12-11"),
        ("Sunday, 1 March 2026", "EEEE, d MMMM yyyy", "2026-03-01"),
        ("2026 o'clock 03 T01", "yyyy 'o''clock' MM 'T'dd", "2026-03-01"),
        ("'2026'0301", "''yyyy''MMdd", "2026-03-01"),
        ("Mon 29/02/2016", "E dd/MM/yyyy", "2016-02-29"),
    ])
    func readsStamps(_ text: String, _ pattern: String, _ meaning: String) throws {
        let expected = try #require(iso(meaning))
        #expect(try parse(text, pattern) == expected)
    }

    @Test(arguments: [
        ("2/Sep/25 9:26 AM", "dd/MMM/yy h:mm a"), ("22/Sep/25 0:26 AM", "dd/MMM/yy h:mm a"),
        ("22/Sep/25 13:26 PM", "dd/MMM/yy h:mm a"), ("22/Sep/25 9:26", "dd/MMM/yy h:mm a"),
        ("22/Sep/25 9:26 AM ", "dd/MMM/yy h:mm a"), ("22/Sxp/25 9:26 AM", "dd/MMM/yy h:mm a"),
        ("22/09/25 9:26 AM", "dd/MMM/yy h:mm a"), ("31/Apr/2026", "dd/MMM/yyyy"), ("13/13/2026", "d/M/yyyy"),
        ("Monday, 1 March 2026", "EEEE, d MMMM yyyy"), ("1 March 26", "d MMMM yyyy"), ("", "yyyy-MM-dd"),
        ("2026-03-01 24:00", "yyyy-MM-dd HH:mm"), ("2026-03-01 10:00 ", "yyyy-MM-dd HH:mm X"),
    ])
    func refusesEverythingElse(_ text: String, _ pattern: String) throws {
        #expect(try parse(text, pattern) == nil)
    }

    @Test func readsOtherLanguages() throws {
        let names = DateNames(
            months: [
                ["ene"], ["feb"], ["mar"], ["abr"], ["may"], ["jun"], ["jul"], ["ago"], ["sept", "sep"], ["oct"],
                ["nov"],
                ["dic"],
            ])
        #expect(try parse("03/ene/26 3:04 PM", "dd/MMM/yy h:mm a", names) == iso("2026-01-03 15:04"))
        #expect(try parse("03/Jan/26 3:04 PM", "dd/MMM/yy h:mm a", names) == nil)
    }

    @Test(arguments: [
        ("yyyy-MM-dd Q", TimestampPatternError.unknownField("Q")), ("yyy-MM-dd", .unknownField("yyy")),
        ("yyyy-MM-dd'T", .openQuote), ("yyyy-MM", .missingField("day")), ("dd/MM HH:mm", .missingField("year")),
        ("yyyy-MM-dd hh:mm", .missingField("half of the day")), ("yyyy-MM-dd HH:mm a", .missingField("hour of twelve")),
        ("yyyy-MM-dd mm", .missingField("hour")), ("yyyy-MM-dd MMM", .repeatedField("month")),
        ("yyyy-MM-dd HH hh a", .repeatedField("hour")), ("", .missingField("year")),
    ])
    func refusesPatterns(_ pattern: String, _ error: TimestampPatternError) {
        #expect(throws: error) { try TimestampFormat(pattern: pattern) }
    }

    @Test func readsSecondsSinceTheEpoch() {
        let second = Stamp.instant(Instant(microsecondsSinceUnixEpoch: 1_700_000_000_250_000))
        #expect(Cell.with("1700000000.25") { TimestampFormat.epochSeconds.parse($0) } == second)
        #expect(Cell.with("1700000000250") { TimestampFormat.epochMilliseconds.parse($0) } == second)
        #expect(Cell.with("1700000000250") { TimestampFormat.epochSeconds.parse($0) } == nil)
        #expect(Cell.with("soon") { TimestampFormat.epochSeconds.parse($0) } == nil)
    }

    @Test func readsDurations() {
        #expect(Cell.with("90") { $0.duration(in: .minutes) } == 5_400_000_000)
        #expect(Cell.with("-1.5") { $0.duration(in: .hours) } == -5_400_000_000)
        #expect(Cell.with("0,5") { $0.duration(in: .days, decimalMark: 0x2c) } == 43_200_000_000)
        #expect(Cell.with("9e18") { $0.duration(in: .hours) } == nil)
        #expect(Cell.with("9223372036854775807") { $0.duration(in: .seconds) } == nil)
        #expect(Cell.with("1:30") { $0.clockDuration } == 5_400_000_000)
        #expect(Cell.with("-100:00:01") { $0.clockDuration } == -360_001_000_000)
        #expect(Cell.with("-0:30") { $0.clockDuration } == -1_800_000_000)
    }

    @Test(arguments: [
        "", "1", "1:2", "1:60", "1:00:60", ":30", "1:00:00:00", "--1:00", "1:-1", "1:00 ", "9999999999:00",
    ])
    func refusesOtherDurations(_ text: String) {
        #expect(Cell.with(text) { $0.clockDuration } == nil)
    }

    @Test(arguments: [
        ("22/ene/25 9:26 a. m.", "2025-01-22 09:26"), ("2/févr./25 1:05 PM", "2025-02-02 13:05"),
        ("31/Mär/25 12:00 PM", "2025-03-31 12:00"), ("1/out/25 8:00 PM", "2025-10-01 20:00"),
        ("05/mag/25 7:30 AM", "2025-05-05 07:30"), ("9/mrt/25 7:30 AM", "2025-03-09 07:30"),
        ("3/sept./25 7:30 p. m.", "2025-09-03 19:30"), ("3/Dez/25 7:30 AM", "2025-12-03 07:30"),
    ])
    func readsMonthsOfSeveralLanguages(_ text: String, _ meaning: String) throws {
        let expected = try #require(iso(meaning))
        #expect(try parse(text, "d/MMM/yy h:mm a", .western) == expected)
    }

    @Test func noWordOfOneLanguageMeansAnotherMonthOrDay() {
        for names in [DateNames.western.months, DateNames.western.weekdays] {
            let words = names.flatMap { Set($0.map { $0.lowercased() }) }
            #expect(words.count == Set(words).count)
        }
    }
}
