import Records
import Testing

@Suite struct ISOTimestampTests {
    private func parse(_ text: String) -> Stamp? {
        Cell.with(text) { TimestampFormat.iso8601.parse($0) }
    }

    private func civil(_ microseconds: Int64) -> CivilTime {
        CivilTime(microsecondsSinceCivilEpoch: microseconds)
    }

    @Test func readsDates() {
        #expect(parse("1970-01-01") == .date(civil(0)))
        #expect(parse("2000-02-29") == .date(civil(951_782_400_000_000)))
        #expect(parse("0001-01-01") == .date(civil(-62_135_596_800_000_000)))
        #expect(parse("9999-12-31") == .date(civil(253_402_214_400_000_000)))
    }

    @Test func readsCivilTimes() {
        #expect(parse("1970-01-02 00:01") == .civil(civil(86_460_000_000)))
        #expect(parse("1970-01-01T23:59:59") == .civil(civil(86_399_000_000)))
        #expect(parse("1970-01-01t00:00:00.5") == .civil(civil(500_000)))
    }

    @Test func dropsDigitsBehindTheMicrosecond() {
        #expect(parse("1970-01-01 00:00:00.123456999") == .civil(civil(123_456)))
        #expect(parse("1970-01-01 00:00:00.0000009Z") == .instant(Instant(microsecondsSinceUnixEpoch: 0)))
    }

    @Test(arguments: [
        ("Z", 0), ("z", 0), ("+00", 0), ("-00:00", 0), ("+02", -7200), ("+0530", -19800), ("-03:30", 12600),
        ("+00:00:01", -1), ("-23:59", 86340), ("UTC", 0), ("GMT", 0), (" UTC", 0), (" Z", 0), (" +0100", -3600),
        (" -08:00", 28800), (" +0000 UTC", 0), (" +0100 CET", -3600),
    ])
    func readsOffsets(_ offset: String, _ seconds: Int64) {
        let expected = Stamp.instant(Instant(microsecondsSinceUnixEpoch: (seconds + 43_200) * 1_000_000))
        #expect(parse("1970-01-01T12:00\(offset)") == expected)
        #expect(parse("1970-01-01 12:00:00.0\(offset)") == expected)
    }

    @Test(arguments: [
        "", " ", "2026", "2026-03", "2026-3-01", "26-03-01", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29",
        "2026-04-31", "2026-01-00", "0000-01-01", "2026-01-01 ", " 2026-01-01", "2026-01-01T", "2026-01-01T10",
        "2026-01-01  10:00", "2026-01-01_10:00", "2026-01-01 24:00", "2026-01-01 23:60", "2026-01-01 23:59:60",
        "2026-01-01 10:00:", "2026-01-01 10:00:0", "2026-01-01 10:00:00.", "2026-01-01 10:00.5", "2026-01-01Z",
        "2026-01-01 10:00  Z", "2026-01-01 10:00 UTCX", "2026-01-01 10:00 +0100 UTC", "2026-01-01 10:00 CET",
        "2026-01-01 10:00+2", "2026-01-01 10:00+24:00", "2026-01-01 10:00+01:60",
        "2026-01-01 10:00+01:", "2026-01-01 10:00+010", "2026-01-01 10:00+01000", "2026-01-01 10:00ZZ",
        "2026-01-01 10:00+01:00:60", "20260101", "2026/01/01", "01-01-2026", "２026-01-01", "-2026-01-01",
        "2026-01-01 1:00", "2026-01-01 10:00 PM", "infinity", "now",
    ])
    func refusesEverythingElse(_ text: String) {
        #expect(parse(text) == nil)
    }

    @Test func everyDayOfFourCenturiesFollowsTheOneBefore() throws {
        var expected: Int64 = -11_676_096_000_000_000
        for year in 1600...2000 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let time = CivilTime(year: year, month: month, day: day) else { continue }
                    #expect(time.microsecondsSinceCivilEpoch == expected)
                    expected += 86_400_000_000
                }
            }
        }
        #expect(expected == 978_307_200_000_000)
    }
}
