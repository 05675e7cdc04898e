import Postgres
import Testing

@testable import Reporting

/// What holds for every set of waiting times, tried on some drawn by lot.
@Suite struct WaitingTimePropertyTests {
    @Test func withNothingOpenTheCurveGivesThePlainQuantiles() throws {
        let company = try Company(settings: [:])
        var random = SeededGenerator(state: 7)
        for _ in 0..<60 {
            let times = random.times(1...40, below: 60)
            let found = try Self.quantiles(events: times, open: [], company)
            let plain = try company.connection.rows(
                """
                select percentile_disc(array[0.5, 0.5, 0.75, 0.9]) within group (order by minute)::text[] as quantiles
                from unnest(\(times.map(String.init))::integer[]) as minute
                """)
            let expected: [String] = try plain[0]["quantiles"]
            #expect(found.map { $0.map { String(Int($0)) } } == expected)
        }
    }

    @Test func oneMoreOpenNeverLowersAQuantile() throws {
        let company = try Company(settings: [:])
        var random = SeededGenerator(state: 8)
        for _ in 0..<60 {
            let events = random.times(1...25, below: 50)
            let open = random.times(0...15, below: 60)
            let more = open + random.times(1...1, below: 60)
            let before = try Self.quantiles(events: events, open: open, company)
            let after = try Self.quantiles(events: events, open: more, company)
            for (old, new) in zip(before.dropFirst(), after.dropFirst()) {
                #expect(new ?? .infinity >= old ?? .infinity, "\(events) \(open) \(more)")
            }
        }
    }

    /// naive_p50, then p50, p75 and p90.
    private static func quantiles(events: [Int], open: [Int], _ company: Company) throws -> [Double?] {
        let row = try company.connection.rows(
            """
            select waiting.naive_p50, waiting.p50, waiting.p75, waiting.p90
            from (
                select array_agg(histogram.minute) as minutes, array_agg(histogram.done_count) as done_counts
                from (
                    select event.minute, count(*) as done_count
                    from unnest(\(events.map(String.init))::integer[]) as event (minute)
                    group by event.minute
                ) as histogram
            ) as done
            cross join lateral mart.waiting_time(
                done.minutes, done.done_counts, \(open.map(String.init))::integer[]) as waiting
            """)[0]
        return try (0..<4).map { try row[$0] }
    }
}

extension SeededGenerator {
    fileprivate mutating func times(_ count: ClosedRange<Int>, below limit: Int) -> [Int] {
        (0..<Int.random(in: count, using: &self)).map { _ in Int.random(in: 0..<limit, using: &self) }
    }
}
