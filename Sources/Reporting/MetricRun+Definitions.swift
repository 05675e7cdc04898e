internal import Postgres

extension MetricRun {
    /// Keeps what the metrics mean: a file that changed becomes the next version of its metric. Another session of the same
    /// computation may do it at the same time.
    ///
    /// - Returns: the version of each metric.
    func record(_ metrics: [MetricDefinition], now: Timestamp) throws -> [String: Int] {
        let known = Set(try newest().map { row -> String in try row["sha256"] })
        for metric in metrics where !known.contains(metric.sha256) {
            try connection.execute(insertion(of: metric, now: now))
        }
        return try newest().reduce(into: [:]) { versions, row in versions[try row["metric"]] = try row["version"] }
    }

    private func newest() throws -> [Row] {
        try connection.rows(
            """
            select distinct on (definition.metric) definition.metric, definition.version, definition.sha256
            from mart.metric_definition as definition
            order by definition.metric, definition.version desc
            """)
    }

    private func insertion(of metric: MetricDefinition, now: Timestamp) -> SQL {
        func words(_ key: String) -> String { metric.header[key] ?? "" }
        return """
            with
            newest as (
                select definition.version, definition.sha256
                from mart.metric_definition as definition
                where definition.metric = \(metric.name)
                order by definition.version desc
                limit 1
            )
            insert into mart.metric_definition (
                metric, version, question, value, unit, grain, counts, null_when, needs, reads, parameters, source,
                decided, sha256, valid_from)
            select
                \(metric.name), coalesce((select newest.version from newest), 0) + 1,
                \(words("question")), \(words("value")), \(words("unit")), \(words("grain")), \(words("counts")),
                \(words("null")), \(words("needs")), \(words("reads")), \(words("parameters")), \(words("source")),
                \(words("decided")),
                \(metric.sha256), \(now)
            where not exists (select from newest where newest.sha256 = \(metric.sha256))
            on conflict do nothing
            """
    }
}
