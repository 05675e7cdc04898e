import Postgres
import Testing

@testable import Reporting

/// That the curves shown are those that the published waiting times were read off.
@Suite struct WaitingCurveTests {
    @Test(arguments: MetricPropertyTests.seeds)
    func reachTheirQuantilesWhereThePublishedFiguresSaySo(_ seed: UInt64) throws {
        let week = try #require(Week("2026-W14"))
        let company = try Company(settings: MetricPropertyTests.zone)
        try RandomCompany(seed: seed).load(into: company)
        try company.load(
            "tickets",
            lines: [
                "ticket_id,created_at,first_response_at,solved_at,status",
                "early,2026-04-01T09:00:00Z,2026-04-01T08:00:00Z,2026-04-01T08:00:00Z,solved",
                "junk,2026-04-01T09:00:00Z,,,spam",
            ])
        try company.compute(week, metrics: ["first_response", "resolution", "time_to_action"])
        try company.connection.execute("set role earshot_exporter")
        let rows = try company.connection.rows(
            """
            select figure.metric, figure.statistic, figure.n as published_n, max(curve.n) as n,
                figure.value * case figure.unit when 'hours' then 60 else 1440 end as published_minute,
                min(curve.minute) filter (where curve.share <= quantile.waiting + 1e-9) as minute
            from (
                values
                    ('first_response', 'answer', 'km_p50', 0.5), ('first_response', 'answer', 'km_p90', 0.1),
                    ('resolution', 'solution', 'km_p50', 0.5), ('resolution', 'solution', 'km_p75', 0.25),
                    ('time_to_action', 'action', 'km_p50', 0.5), ('time_to_action', 'action', 'km_p75', 0.25)
            ) as quantile (metric, wait, statistic, waiting)
            join mart.metric_latest as figure
                on figure.metric = quantile.metric and figure.statistic = quantile.statistic and figure.dimension = 'company'
            left join mart.waiting_curve(\(week.start)) as curve on curve.wait = quantile.wait
            where figure.week_start = \(week.start)
              and figure.status in ('ok', 'not_reached')
            group by figure.metric, figure.statistic, figure.n, figure.value, figure.unit
            """)
        #expect(!rows.isEmpty)
        for row in rows {
            let name: String = try row["statistic"]
            #expect(try row.value("n", as: Int?.self) == row.value("published_n", as: Int?.self), "\(name)")
            let (minute, published): (Double?, Double?) = (try row["minute"], try row["published_minute"])
            #expect(minute == published?.rounded(), "\(name)")
        }
    }
}
