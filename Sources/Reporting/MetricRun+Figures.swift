internal import Postgres
internal import Warehouse

extension MetricRun {
    /// The columns of every metric's result, in order.
    static let columns = [
        "dimension", "member", "statistic", "unit", "value", "numerator", "denominator", "n", "excluded", "ci_low",
        "ci_high",
        "status",
    ]

    /// Checks the result of a metric in `pg_temp.figure` before it is kept.
    func checkFigures(of metric: MetricDefinition, _ week: Week, force: Bool) throws {
        let columns = try connection.rows(
            """
            select attname from pg_attribute
            where attrelid = 'pg_temp.figure'::regclass and attnum > 0
            order by attnum
            """)
        guard try columns.map({ try $0["attname"] }) == Self.columns else {
            throw Failure(
                .defect, "The result of \(metric.name) must have the columns \(Self.columns.joined(separator: ", ")).")
        }
        let faults: Int = try connection.rows(Self.faults)[0]["fault_count"]
        guard faults == 0 else {
            throw Failure(
                .defect, "\(faults) rows of \(metric.name) have no name, stand twice, or hold no finite number.")
        }
        guard try !force && isEmptied(metric, week) else { return }
        throw Failure(
            .data, "\(metric.name) has no row for \(week), but had some before.",
            remedy: "Look for what is missing from the data, or compute with --force.")
    }

    private static let faults: SQL = """
        with
        named as (
            select
                count(*) over (partition by figure.dimension, figure.member, figure.statistic) as row_count,
                figure.dimension is null or figure.member is null or figure.statistic is null as is_nameless,
                coalesce(
                    greatest(figure.value, figure.numerator, figure.denominator, figure.ci_low, figure.ci_high) >= 'Infinity'
                    or least(figure.value, figure.numerator, figure.denominator, figure.ci_low, figure.ci_high) = '-Infinity',
                    false) as is_infinite
            from pg_temp.figure
        )
        select count(*) as fault_count
        from named
        where named.row_count > 1 or named.is_nameless or named.is_infinite
        """

    private func isEmptied(_ metric: MetricDefinition, _ week: Week) throws -> Bool {
        try connection.rows(
            """
            select
                not exists (select from pg_temp.figure)
                and exists (
                    select from mart.metric_value
                    where metric_value.week_start = \(week.start) and metric_value.metric = \(metric.name)
                ) as is_emptied
            """)[0]["is_emptied"]
    }
}
