internal import Postgres
internal import Warehouse

extension MetricRun {
    /// The columns of every metric's result, in order.
    static let columns = [
        "dimension", "member", "statistic", "unit", "value", "numerator", "denominator", "n", "excluded", "ci_low",
        "ci_high", "status",
    ]

    /// Makes `pg_temp.figure`, empty.
    func createFigures() throws {
        try connection.execute("drop table if exists pg_temp.figure")
        try connection.execute(
            """
            create temporary table figure (
                metric text not null,
                dimension text,
                member text,
                statistic text,
                unit text,
                value double precision,
                numerator double precision,
                denominator double precision,
                n bigint,
                excluded bigint,
                ci_low double precision,
                ci_high double precision,
                status text
            ) on commit drop
            """)
    }

    /// Adds the result of a metric to `pg_temp.figure`.
    func fillFigures(of metric: MetricDefinition, _ week: Week) throws {
        let result = SQL(text: metric.text, binds: [week.start])
        do {
            try connection.execute(
                """
                insert into pg_temp.figure
                select
                    \(metric.name), figure.dimension, figure.member, figure.statistic, figure.unit, figure.value,
                    figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high,
                    figure.status
                from (
                \(result)
                ) as figure
                """)
        } catch {
            guard error.sqlState == .undefinedColumn || error.sqlState == .datatypeMismatch else { throw error }
            throw Failure(
                .defect, "\(metric.name): \(error)",
                remedy: "Its result must have the columns \(Self.columns.joined(separator: ", ")).", cause: error)
        }
    }

    /// Leaves metrics in `pg_temp.figure` that need what is not connected only the rows of the company, without any number.
    func withholdFigures() throws {
        try connection.execute(
            """
            create temporary table withheld on commit drop as
            select distinct unmet.metric from core.unmet_need as unmet where unmet.source is null
            """)
        try connection.execute(
            """
            delete from pg_temp.figure
            using pg_temp.withheld
            where withheld.metric = figure.metric and figure.dimension <> 'company'
            """)
        try connection.execute(
            """
            update pg_temp.figure
            set value = null, numerator = null, denominator = null, n = 0, excluded = 0, ci_low = null, ci_high = null,
                status = 'missing_input'
            from pg_temp.withheld
            where withheld.metric = figure.metric
            """)
        try connection.execute("drop table pg_temp.withheld")
    }

    /// Checks the results in `pg_temp.figure` before they are kept.
    func checkFigures(of metrics: [MetricDefinition], _ week: Week, force: Bool) throws {
        if let faulty = try connection.rows(Self.faults).first {
            let (name, count): (String, Int) = (try faulty["metric"], try faulty["fault_count"])
            throw Failure(.defect, "\(count) rows of \(name) have no name, stand twice, or hold no finite number.")
        }
        guard !force, let emptied = try emptied(metrics, week) else { return }
        throw Failure(
            .data, "\(emptied) has no row for \(week), but had some before.",
            remedy: "Look for what is missing from the data, or compute with --force.")
    }

    private static let faults: SQL = """
        with
        named as (
            select
                figure.metric,
                count(*) over (partition by figure.metric, figure.dimension, figure.member, figure.statistic) as row_count,
                figure.dimension is null or figure.member is null or figure.statistic is null as is_nameless,
                coalesce(
                    greatest(figure.value, figure.numerator, figure.denominator, figure.ci_low, figure.ci_high) >= 'Infinity'
                    or least(figure.value, figure.numerator, figure.denominator, figure.ci_low, figure.ci_high) = '-Infinity',
                    false) as is_infinite
            from pg_temp.figure
        )
        select named.metric, count(*) as fault_count
        from named
        where named.row_count > 1 or named.is_nameless or named.is_infinite
        group by named.metric
        order by named.metric
        limit 1
        """

    /// A metric whose company had a row and that has none at all any more. One whose rows are as many as there are themes,
    /// members or sources may have none.
    private func emptied(_ metrics: [MetricDefinition], _ week: Week) throws -> String? {
        try connection.rows(
            """
            select old.metric
            from mart.metric_value as old
            where old.week_start = \(week.start)
              and old.metric = any(\(metrics.map(\.name)))
              and old.dimension = 'company'
              and not exists (select from pg_temp.figure where figure.metric = old.metric)
            order by old.metric
            limit 1
            """
        ).first.map { try $0["metric"] }
    }
}
