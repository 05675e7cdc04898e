internal import Dispatch
internal import Foundation
internal import Postgres
internal import Synchronization

/// Metrics of a week that are still to be computed, for whoever is free next.
final class MetricQueue: Sendable {
    private let waiting: Mutex<ArraySlice<MetricDefinition>>

    /// The longest select comes first: it is likely to take longest, and what is left for the end should be short.
    init(_ metrics: [MetricDefinition]) {
        waiting = Mutex(metrics.sorted { $0.text.utf8.count > $1.text.utf8.count }[...])
    }

    func next() -> MetricDefinition? { waiting.withLock { $0.popFirst() } }

    func clear() { waiting.withLock { $0.removeAll() } }
}

extension MetricRun {
    /// Fills `pg_temp.figure` with the results of some metrics, none of which reads another; where there is an assistant, both
    /// take one after another and see the same state of the data.
    ///
    /// What an assistant fails to do is done here, so that no figure depends on there being one. Figures that this transaction
    /// has written it does not see, so metrics that read others are computed without it.
    /// - Parameter filled: Names of the cohorts that this connection has.
    func fillFigures(of metrics: [MetricDefinition], _ week: Week, _ filled: inout Set<String>) throws {
        try createFigures()
        let queue = MetricQueue(metrics)
        let names = Set(catalogue.metrics.map(\.name))
        guard let assistant, metrics.allSatisfy({ names.isDisjoint(with: $0.reads) }) else {
            return _ = try work(off: queue, week, &filled)
        }
        let snapshot: String = try connection.rows("select pg_export_snapshot() as snapshot")[0]["snapshot"]
        let outcome = Mutex<Result<String, any Error>>(.success("[]"))
        let assistance = DispatchGroup()
        assistance.enter()
        Thread.detachNewThread { [catalogue] in
            let figures = Result {
                try MetricRun(assistant(), catalogue: catalogue).figures(off: queue, week, in: snapshot)
            }
            outcome.withLock { $0 = figures }
            assistance.leave()
        }
        let own: Set<String>
        do {
            own = try work(off: queue, week, &filled)
        } catch {
            queue.clear()
            throw error
        }
        // An assistant that has taken nothing may still be waiting for its session.
        if own.count == metrics.count { return }
        assistance.wait()
        switch outcome.withLock({ $0 }) {
        case .success(let figures):
            try connection.execute(
                """
                insert into pg_temp.figure
                select figure.* from jsonb_populate_recordset(null::pg_temp.figure, \(figures)::jsonb) as figure
                """)
        case .failure(let error as PostgresError) where error.sqlState == .queryCanceled: throw error
        case .failure: _ = try work(off: MetricQueue(metrics.filter { !own.contains($0.name) }), week, &filled)
        }
    }

    /// What an assistant does: the results of the metrics that it takes, as JSON, which keeps each number as it is.
    private func figures(off queue: MetricQueue, _ week: Week, in snapshot: String) throws -> String {
        try connection.transaction(isolation: .repeatableRead) {
            try connection.executeScript("set transaction snapshot '\(snapshot)'")
            try prepareSession()
            try createFigures()
            var filled: Set<String> = []
            _ = try work(off: queue, week, &filled)
            return try connection.rows(
                "select coalesce(jsonb_agg(to_jsonb(figure)), '[]')::text as figures from pg_temp.figure"
            )[0]["figures"]
        }
    }

    /// Gives the names of the metrics that were taken.
    private func work(off queue: MetricQueue, _ week: Week, _ filled: inout Set<String>) throws -> Set<String> {
        var taken: Set<String> = []
        while let metric = queue.next() {
            taken.insert(metric.name)
            for cohort in catalogue.cohorts(for: [metric]) where filled.insert(cohort.name).inserted {
                try fill(cohort, week)
            }
            try fillFigures(of: metric, week)
        }
        return taken
    }
}
