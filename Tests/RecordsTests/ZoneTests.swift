import Records
import Testing

@Suite struct ZoneTests {
    /// Berlin in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
    private let berlin = Zone(
        name: "Europe/Berlin",
        offsets: [
            Zone.Offset(start: at(1_792_890_000), secondsEastOfUTC: 3600),
            Zone.Offset(start: at(-2_422_054_408), secondsEastOfUTC: 3600),
            Zone.Offset(start: at(1_774_746_000), secondsEastOfUTC: 7200),
        ])

    private static func at(_ seconds: Int64) -> Instant {
        Instant(microsecondsSinceUnixEpoch: seconds * 1_000_000)
    }

    private func read(_ text: String) throws -> (instant: Instant, occurrence: Zone.Occurrence) {
        let stamp = try #require(Cell.with(text) { TimestampFormat.iso8601.parse($0) })
        return stamp.instant(in: berlin, dates: .utc)
    }

    @Test(arguments: [
        ("2026-03-29 01:59:59", "2026-03-29T00:59:59Z", Zone.Occurrence.once),
        ("2026-03-29 02:00", "2026-03-29T01:00Z", .never),
        ("2026-03-29 02:30", "2026-03-29T01:30Z", .never),
        ("2026-03-29 03:00", "2026-03-29T01:00Z", .once),
        ("2026-10-25 01:59", "2026-10-24T23:59Z", .once),
        ("2026-10-25 02:00", "2026-10-25T01:00Z", .twice),
        ("2026-10-25 02:59", "2026-10-25T01:59Z", .twice),
        ("2026-10-25 03:00", "2026-10-25T02:00Z", .once),
        ("1850-01-01 00:00", "1849-12-31T23:00Z", .once),
        ("2100-07-01 00:00", "2100-06-30T23:00Z", .once),
        ("2026-07-01 00:00+00:00", "2026-07-01T00:00Z", .once),
        ("2026-07-01", "2026-07-01T00:00Z", .once),
    ])
    func readsLocalTimes(_ local: String, _ universal: String, _ occurrence: Zone.Occurrence) throws {
        let result = try read(local)
        #expect(result.instant == (try read(universal)).instant)
        #expect(result.occurrence == occurrence)
    }

    @Test func showsInstantsOnALocalClock() throws {
        for seconds in stride(from: Int64(1_774_700_000), to: 1_793_000_000, by: 1799) {
            let civil = berlin.civil(of: Self.at(seconds))
            let back = berlin.instant(of: civil)
            if back.occurrence == .once { #expect(back.instant == Self.at(seconds)) }
        }
        #expect(berlin.civil(of: Self.at(1_774_746_000)) == CivilTime(year: 2026, month: 3, day: 29, hour: 3))
        #expect(berlin.civil(of: Self.at(1_774_745_999)).microsecondsSinceCivilEpoch == 1_774_749_599_000_000)
    }

    @Test func universalTimeHasNoOffset() throws {
        let civil = CivilTime(microsecondsSinceCivilEpoch: 5)
        #expect(Zone.utc.instant(of: civil) == (Instant(microsecondsSinceUnixEpoch: 5), .once))
        #expect(Zone.utc.civil(of: Instant(microsecondsSinceUnixEpoch: 5)) == civil)
    }
}
