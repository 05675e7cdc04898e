import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reporting

/// That whoever counts rows of the fact views comes to the published figures.
@Suite struct RecountTests {
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: ExpectedCompany.borda.folder)),
        arguments: Torture.isOn ? [ExpectedCompany.acme, .borda] : [.borda])
    func publishedFiguresAreCountsOfRecords(_ expected: ExpectedCompany) throws {
        let company = try Company(folder: expected.folder, settings: ["reporting_tz": expected.zone])
        try recount(company, try #require(try expected.weeks.last))
    }

    @Test(arguments: MetricPropertyTests.seeds)
    func soAreThoseOfACompanyDrawnByLot(_ seed: UInt64) throws {
        let company = try Company(settings: MetricPropertyTests.zone)
        try RandomCompany(seed: seed).load(into: company)
        // What is drawn too seldom: an answer before its ticket, a rated solution in the week.
        try company.load(
            "tickets",
            lines: [
                "ticket_id,created_at,first_response_at,solved_at,status,csat",
                "early,2026-04-01T09:00:00Z,2026-04-01T08:00:00Z,,open,",
                "rated,2026-04-01T09:00:00Z,,2026-04-02T09:00:00Z,solved,good",
            ])
        for (recount, count) in try recount(company, try #require(Week("2026-W14"))) {
            #expect(count > 0, "\(recount) is not put to the test")
        }
    }

    /// How many figures above zero were counted again of each sort.
    @discardableResult
    private func recount(_ company: Company, _ week: Week) throws -> [(Recount, Int)] {
        try company.compute(week, metrics: Set(Recount.all.map(\.metric)))
        let hidden: [String] = try company.connection.rows(
            "select distinct department from core.hidden_department"
        ).map { try $0["department"] }
        try company.connection.execute("set role earshot_analyst")
        return try Recount.all.map { recount in
            let outcome = try recount.run(company.connection, week, hidden: hidden + ["(small)"])
            #expect(outcome.differences == [], "\(recount)")
            return (recount, outcome.counted)
        }
    }
}

/// A published figure, and the rows of a view that it counts.
private struct Recount: CustomStringConvertible {
    let metric: String
    let statistic: String
    /// Column of the published row.
    let column: String
    /// View, or query in parentheses; `lateral` when it looks at the week.
    let rows: String
    /// Which rows; `week` is the row of `mart.week`, with the reporting time zone.
    let condition: String
    /// Columns of the view that are dimensions of the metric.
    var dimensions = ["segment", "department"]

    var description: String { "\(metric) \(statistic) \(column)" }

    private static let opened = "record.is_item and record.week_start between week.week_start - 84 and week.week_start"
    private static let mature = """
        record.opened_date >= week.week_start + 7 - 30 - 91 and record.opened_date < week.week_start + 7 - 30
            and not record.is_action_untimed
        """
    private static let old = """
        record.opened_date >= week.week_start + 7 - 30 - 182 and record.opened_date < week.week_start + 7 - 30
        """
    private static let closing = """
        record.first_acted_date >= week.week_start + 7 - 14 - 91 and record.first_acted_date < week.week_start + 7 - 14
            and record.customer_id is not null and not record.is_action_untimed
        """
    private static let due = """
        \(opened) and not record.is_response_untimed and record.created_at <= week.ends_at - interval '24 hours'
        """
    private static let solved = "record.is_item and record.is_solved and record.solved_week_start = week.week_start"
    private static let items = ["segment", "department", "item_kind"]
    private static let talks = """
        (select customer_id, segment, segments, week_start, is_conversation from mart.interview
         union all
         select customer_id, segment, segments, week_start, is_conversation from mart.meeting)
        """

    /// First instant of the 13 weeks.
    private static let start = "(week.week_start - 84)::timestamp at time zone week.zone"
    private static let eligible = """
        coalesce(record.customer_since < week.ends_at, true) and coalesce(record.churned_at > \(start), true)
        """
    private static let active = """
        coalesce(record.customer_since <= \(start), true) and coalesce(record.churned_at > \(start), true)
        """
    /// Spans of segments that hold at the end of the 13 weeks, or when the customer left before.
    private static let latest = """
        span.valid_from < least(week.ends_at, customer.churned_at)
            and span.valid_to >= least(week.ends_at, customer.churned_at)
        """
    private static let present = "span.valid_from <= \(start) and span.valid_to > \(start)"

    static let all = [
        tickets("ticket_flow", "created", "value", "record.is_item and record.week_start = week.week_start"),
        tickets("ticket_flow", "solved", "value", solved),
        tickets(
            "ticket_flow", "backlog", "value",
            """
            record.is_item and not record.is_solution_unknown and record.created_at < week.ends_at
                and (not record.is_solved or record.solved_at >= week.ends_at)
            """),
        tickets("ticket_flow", "csat", "numerator", "\(solved) and record.csat = 'good'"),
        tickets("ticket_flow", "csat", "denominator", "\(solved) and record.csat is not null"),
        tickets("first_response", "answered_share", "denominator", "\(opened) and not record.is_response_untimed"),
        tickets(
            "first_response", "answered_share", "numerator",
            "\(opened) and not record.is_response_untimed and record.first_response_at < week.ends_at"),
        tickets("first_response", "answered_share", "excluded", "\(opened) and record.is_response_untimed"),
        tickets("first_response", "within_target", "denominator", due),
        tickets(
            "first_response", "within_target", "numerator",
            "\(due) and record.is_answered_in_time and record.first_response_at < week.ends_at"),
        tickets(
            "resolution", "solved_share", "numerator",
            "\(opened) and not record.is_resolution_untimed and record.is_solved and record.solved_at < week.ends_at"),
        tickets("resolution", "solved_share", "denominator", "\(opened) and not record.is_resolution_untimed"),
        items("action_rate", "share", "numerator", "\(mature) and record.is_acted_on_in_time"),
        items("action_rate", "share", "denominator", mature),
        items("loop_closure", "share", "numerator", "\(closing) and record.is_told_in_time"),
        items("loop_closure", "share", "denominator", closing),
        items(
            "ignored_feedback", "count", "value",
            "\(old) and not record.is_response_unknown and coalesce(record.first_reacted_at >= week.ends_at, true)"),
        items("ignored_feedback", "share", "denominator", "\(old) and not record.is_response_unknown"),
        items(
            "time_to_action", "km_p50", "n",
            """
            record.week_start between week.week_start - 84 and week.week_start and not record.is_action_untimed
            """),
        Recount(
            metric: "time_to_action", statistic: "km_p50", column: "excluded", rows: "mart.action",
            condition: """
                record.is_first and record.action_minutes is null and record.item_opened_at < week.ends_at
                    and record.item_opened_at >= (week.week_start - 84)::timestamp at time zone week.zone
                """,
            dimensions: ["item_kind"]),
        Recount(
            metric: "conversations", statistic: "count", column: "value", rows: talks,
            condition: "record.is_conversation and record.week_start = week.week_start", dimensions: ["segment"]),
        Recount(
            metric: "satisfaction", statistic: "mean_score", column: "n", rows: "mart.feedback",
            condition: "record.score_share is not null and record.week_start = week.week_start", dimensions: ["segment"]
        ),
        customers("interview_coverage", "denominator", eligible),
        customers("interview_coverage", "numerator", "\(eligible) and record.is_heard"),
        customers("retention", "denominator", active, as: present),
        customers(
            "retention", "numerator", "\(active) and coalesce(record.churned_at >= week.ends_at, true)", as: present),
    ]

    private static func tickets(_ metric: String, _ statistic: String, _ column: String, _ condition: String) -> Recount
    {
        Recount(metric: metric, statistic: statistic, column: column, rows: "mart.ticket", condition: condition)
    }

    /// - Parameter span: Which spans of `mart.customer_segment` say the segment.
    private static func customers(
        _ metric: String, _ column: String, _ condition: String, as span: String = latest
    ) -> Recount {
        let rows = """
            lateral (
                select customer.customer_since, customer.churned_at, coalesce(part.segments ->> 'segment', '(unknown)') as segment,
                    part.segments,
                    heard.customer_id is not null as is_heard
                from mart.customer
                left join (
                    select distinct talk.customer_id
                    from \(talks) as talk
                    where talk.is_conversation and talk.week_start between week.week_start - 84 and week.week_start
                ) as heard on heard.customer_id = customer.customer_id
                cross join lateral (
                    select jsonb_object_agg(span.scheme, span.segment) as segments
                    from mart.customer_segment as span
                    where span.customer_id = customer.customer_id and \(span)
                ) as part
            )
            """
        return Recount(
            metric: metric, statistic: "share", column: column, rows: rows, condition: condition,
            dimensions: ["segment"])
    }

    private static func items(_ metric: String, _ statistic: String, _ column: String, _ condition: String) -> Recount {
        Recount(
            metric: metric, statistic: statistic, column: column, rows: "mart.item", condition: condition,
            dimensions: items)
    }

    /// The members whose published figure is another than the count, and how many figures above zero were counted.
    ///
    /// - Parameter hidden: Departments that talks and their items are not counted by.
    func run(
        _ connection: Connection, _ week: Week, hidden: [String]
    ) throws -> (differences: [String], counted: Int) {
        let rows = try connection.rows(SQL(text: query, binds: [week.start, metric, statistic, hidden]))
        let pairs: [(name: String, published: Double, counted: Int)] = try rows.map {
            (try $0["name"], try $0["published"], try $0["counted"])
        }
        return (
            pairs.filter { $0.published != Double($0.counted) }.map {
                "\($0.name): \($0.published), not \($0.counted)"
            },
            pairs.count { $0.counted > 0 }
        )
    }

    private var query: String {
        """
        with
        week as (
            select week.*, setting.value as zone
            from mart.week
            join mart.setting_history as setting on setting.setting = 'reporting_tz' and setting.valid_to = 'infinity'
            where week.week_start = $1
        ),
        record as materialized (
            select record.*
            from week
            cross join \(rows) as record
            where \(condition)
        ),
        counted as (
            \(counts.joined(separator: "\nunion all\n"))
        ),
        published as (
            select latest.dimension, latest.member, latest.\(column)
            from mart.metric_latest as latest
            where latest.week_start = $1 and latest.metric = $2 and latest.statistic = $3
              and latest.dimension in (\(names.map { "'\($0)'" }.joined(separator: ", ")))
        )
        select
            concat_ws(' ', dimension, member) as name,
            coalesce(published.\(column), 0)::double precision as published,
            coalesce(counted.record_count, 0) as counted
        from published
        full join counted using (dimension, member)
        where dimension <> 'department' or member <> all ($4::text[])
        """
    }

    private var names: [String] {
        dimensions.map { $0 == "item_kind" ? "item" : $0 } + ["company"] + schemes.map { "segment:\($0)" }
    }

    /// The schemes of the company beside the default one.
    private var schemes: [String] { dimensions.contains("segment") ? ["region"] : [] }

    private var counts: [String] {
        let whole = "select 'company' as dimension, 'all' as member, count(*) as record_count from record"
        let parts = dimensions.map {
            "select '\($0 == "item_kind" ? "item" : $0)', record.\($0), count(*) from record group by record.\($0)"
        }
        let others = schemes.map {
            "select 'segment:\($0)', coalesce(record.segments ->> '\($0)', '(unknown)'), count(*) from record group by 2"
        }
        return [whole] + parts + others
    }
}
