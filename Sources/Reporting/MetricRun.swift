public import Postgres
internal import Warehouse

/// Computes weeks: each one transaction that sees one state of the data, its metrics in the order of what they read.
///
/// The caller holds the writer's lock, and the connection is its own: the run makes temporary tables.
public struct MetricRun {
    let connection: Connection
    let catalogue: Catalogue
    let assistant: (@Sendable () throws -> Connection)?

    /// A run over a connection, with all metrics or those of another catalogue.
    ///
    /// - Parameter assistant: Opens another connection, which computes some of a week's metrics at the same time; it is called
    ///   once a week, on a thread of its own. nil: there is none.
    public init(
        _ connection: Connection, catalogue: Catalogue, assistant: (@Sendable () throws -> Connection)? = nil
    ) {
        self.connection = connection
        self.catalogue = catalogue
        self.assistant = assistant
    }

    /// Computes some weeks, one after another, each committed on its own.
    ///
    /// Only rows that changed are written. A value that stood in a published edition moves to `mart.metric_revision` first, and
    /// back when it returns before the next one is published.
    /// - Parameters:
    ///   - weeks: In the order in which they are computed.
    ///   - metrics: Names; nil: all. What these read, and what reads them, is computed with them.
    ///   - force: Lets an empty result replace one that is not.
    ///   - reason: Recorded with revised values; nil: ``Reason/definition`` where the metric's version changed, else
    ///     ``Reason/forced`` with `force`, ``Reason/setting`` where a setting marked the week, ``Reason/lateData``.
    ///   - now: The instant taken for the present.
    /// - Throws: `Failure`: kind `usage` for a week that has not ended or a metric that does not exist, `data` for an empty result
    ///   over one that is not, `defect` for a result of the wrong shape. The weeks before the one at fault stay computed.
    public func compute(
        _ weeks: [Week], metrics: Set<String>? = nil, force: Bool = false, reason: Reason? = nil, now: Timestamp
    ) throws -> ComputeSummary {
        let chosen = try catalogue.selection(metrics)
        return try Failure.telling {
            try refuse(weeks, notEndedBy: now)
            try forgetStatements()
            let versions = try connection.transaction { try record(catalogue.metrics, now: now) }
            var summary = ComputeSummary()
            for week in weeks {
                try connection.transaction(isolation: .repeatableRead) {
                    try prepareSession()
                    var filled: Set<String> = []
                    let merge = Merge(
                        week: week, reason: reason, occasion: try force ? .forced : occasion(of: week), now: now)
                    for part in MetricDefinition.parts(of: chosen) {
                        try fillFigures(of: part, week, &filled)
                        try withholdFigures()
                        try checkFigures(of: part, week, force: force)
                        let computed = Merge.computed(part, versions)
                        summary.revisedRows += try connection.execute(merge.archive(computed))
                        summary.changedRows +=
                            try connection.execute(merge.removal(computed))
                            + connection.execute(merge.replacement(computed))
                        try connection.execute(merge.recall(computed))
                    }
                    // Marks that a load sets meanwhile are not in this snapshot, and stay.
                    if metrics == nil {
                        try connection.execute("delete from ops.dirty_week where week_start = \(week.start)")
                    }
                }
                summary.weeks.append(week)
            }
            return summary
        }
    }

    private func refuse(_ weeks: [Week], notEndedBy now: Timestamp) throws {
        let zone: String = try connection.rows("select core.reporting_tz() as zone")[0]["zone"]
        for week in weeks {
            let ended: Bool = try connection.rows(
                "select (\(week.start)::date + 7)::timestamp at time zone \(zone) <= \(now) as is_over")[0]["is_over"]
            if !ended { throw Failure(.usage, "The week \(week) has not ended yet.") }
        }
    }

    /// Why a week's values change unless their definition did. A setting goes before late data, as it touches every record.
    private func occasion(of week: Week) throws -> Reason {
        let isMarked: Bool = try connection.rows(
            "select exists (select from ops.dirty_week where week_start = \(week.start) and load_id = 0) as is_marked"
        )[0]["is_marked"]
        return isMarked ? .setting : .lateData
    }

    /// Compilation costs more than it saves on queries of this size; their sorts and hashes are to stay in memory, where
    /// hashing beats sorting; and a few thousand rows tell enough of a cohort.
    func prepareSession() throws {
        try connection.execute("set local jit = off")
        try connection.execute("set local work_mem = '128MB'")
        try connection.execute("set local enable_mergejoin = off")
        try connection.execute("set local default_statistics_target = 10")
    }

    /// Fills a temporary table with the rows of a cohort. `create table as` takes no binds, but runs what is prepared.
    func fill(_ cohort: Cohort, _ week: Week) throws {
        let table = Identifier("cohort_\(cohort.name)").quoted
        let statement = Identifier("earshot_\(cohort.name)").quoted
        try connection.executeScript("prepare \(statement) (date) as\n\(cohort.text)")
        try connection.executeScript(
            """
            create temporary table \(table) on commit drop as
            execute \(statement) ('\(week.start)');
            deallocate \(statement);
            analyze \(table)
            """)
    }

    /// Statements that a run before this one prepared and, having failed, could not take back.
    private func forgetStatements() throws {
        for row in try connection.rows("select name from pg_prepared_statements where name like 'earshot\\_%'") {
            let name: String = try row["name"]
            try connection.execute("deallocate \(Identifier(name))")
        }
    }
}
