import Postgres
import Reporting
import Synchronization

/// Weeks that several sessions compute, oldest first; when one fails the others begin no further week.
final class WeekQueue: Sendable {
    private struct State {
        var waiting: ArraySlice<Week>
        var summary = ComputeSummary()
        var failure: (any Error)?
    }

    /// The number of weeks.
    let count: Int
    private let state: Mutex<State>

    init(_ weeks: [Week]) {
        count = weeks.count
        state = Mutex(State(waiting: weeks[...]))
    }

    /// Computes week after week until none is left or somebody failed.
    ///
    /// One at a time, since a week that was lost is repeated without those before it. One that was committed although its
    /// reply was lost is computed again and finds nothing to change.
    /// - Parameters:
    ///   - open: The session of this worker; a failure counts as one of a week.
    ///   - compute: Computes a week over the session's connection.
    func work(
        open: () throws -> WriterSession, compute: (Week, Connection) throws -> ComputeSummary
    ) {
        do {
            let session = try open()
            while let week = next() { add(try session.repeating { try compute(week, $0) }) }
        } catch {
            state.withLock { $0.failure = $0.failure ?? error }
        }
    }

    /// What was done, or the first failure.
    func summary() throws -> ComputeSummary {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.summary.weeks.sort()
            return state.summary
        }
    }

    private func next() -> Week? {
        state.withLock { $0.failure == nil ? $0.waiting.popFirst() : nil }
    }

    private func add(_ one: ComputeSummary) {
        state.withLock { state in
            state.summary.weeks += one.weeks
            state.summary.changedRows += one.changedRows
            state.summary.revisedRows += one.revisedRows
        }
    }
}
