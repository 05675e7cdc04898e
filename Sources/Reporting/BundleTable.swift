internal import Postgres

/// A file of the bundle: its name and the query that gives its rows, in a fixed order.
struct BundleTable {
    let file: String
    let query: SQL

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
}
