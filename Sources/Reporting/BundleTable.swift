internal import Postgres

/// A file of the bundle: its name and the query that gives its rows, in a fixed order.
struct BundleTable {
    let file: String
    let query: SQL

    /// The files of a week, in the order of the manifest.
    ///
    /// - Parameter past: Up to where the edition looks back.
    static func all(of week: Week, _ past: EditionPast = EditionPast()) -> [BundleTable] {
        [
            metrics(week), summary(week), segments(week), departments(week), leaders(week), themes(week),
            outreach(week), restatements(week, past), history(week), definitions(week),
        ]
    }

    /// Every value of a week.
    static func metrics(_ week: Week) -> BundleTable {
        BundleTable(
            file: "metrics.csv",
            query: """
                select
                    metric_value.week_start,
                    mart.cell(metric_value.metric) as metric,
                    mart.cell(metric_value.dimension) as dimension,
                    mart.cell(metric_value.member) as member,
                    mart.cell(metric_value.statistic) as statistic,
                    metric_value.unit,
                    metric_value.value,
                    metric_value.numerator,
                    metric_value.denominator,
                    metric_value.n,
                    metric_value.excluded,
                    metric_value.ci_low,
                    metric_value.ci_high,
                    metric_value.status,
                    metric_value.version,
                    metric_value.revision
                from mart.metric_value
                where metric_value.week_start = \(week.start)
                order by
                    metric_value.metric collate "C",
                    metric_value.dimension collate "C",
                    metric_value.member collate "C",
                    metric_value.statistic collate "C"
                """)
    }

    /// The headlines, in reading order.
    static func summary(_ week: Week) -> BundleTable {
        BundleTable(
            file: "summary.csv",
            query: """
                select
                    summary.week_start,
                    summary.iso_week,
                    summary.metric,
                    summary.statistic,
                    mart.cell(summary.title) as title,
                    summary.value,
                    summary.unit,
                    summary.status,
                    summary.previous,
                    summary.change,
                    summary.four_weeks_ago,
                    summary.thirteen_weeks_ago,
                    summary.target,
                    summary.target_met::text as target_met,
                    summary.n
                from mart.weekly_summary as summary
                join mart.headline on headline.metric = summary.metric and headline.statistic = summary.statistic
                where summary.week_start = \(week.start)
                order by headline.place
                """)
    }

    /// The segments of every scheme, side by side.
    static func segments(_ week: Week) -> BundleTable {
        BundleTable(
            file: "segments.csv",
            query: """
                select
                    segment_week.week_start,
                    segment_week.iso_week,
                    mart.cell(segment_week.scheme) as scheme,
                    mart.cell(segment_week.segment) as segment,
                    segment_week.customers,
                    segment_week.annual_value,
                    segment_week.coverage,
                    segment_week.value_coverage,
                    segment_week.conversations_13w,
                    segment_week.response_p50_hours,
                    segment_week.response_within_target,
                    segment_week.acted_by_30d,
                    segment_week.action_rate,
                    segment_week.ignored,
                    segment_week.retention,
                    segment_week.neglect,
                    segment_week.voice,
                    segment_week.action,
                    segment_week.response,
                    segment_week.contribution
                from mart.segment_week
                where segment_week.week_start = \(week.start)
                order by segment_week.scheme collate "C", segment_week.segment collate "C"
                """)
    }

    /// What the week's metrics mean, in the version that computed them.
    static func definitions(_ week: Week) -> BundleTable {
        BundleTable(
            file: "definitions.csv",
            query: """
                select
                    mart.cell(definition.metric) as metric,
                    mart.cell(definition.title) as title,
                    mart.cell(definition.question) as question,
                    mart.cell(definition.unit) as unit,
                    mart.cell(definition.formula) as formula,
                    mart.cell(definition.target) as target
                from mart.definition_week as definition
                where definition.week_start = \(week.start)
                order by definition.metric collate "C"
                """)
    }
}
