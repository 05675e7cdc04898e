import Dispatch
import Postgres
import Reporting
import Synchronization

/// Weeks that several sessions work on, in the order given; when one of them fails the others begin no further week.
final class WeekQueue<Outcome: Sendable>: Sendable {
    private struct State {
        var begun = 0
        var outcomes: [Week: Outcome] = [:]
        var failure: (any Error)?
    }

    private let weeks: [Week]
    private let state = Mutex(State())

    init(_ weeks: [Week]) { self.weeks = weeks }

    /// What became of the weeks that were worked on, oldest first.
    var outcomes: [(week: Week, outcome: Outcome)] {
        state.withLock { $0.outcomes }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Why no further week was begun; nil: all were.
    var failure: (any Error)? { state.withLock { $0.failure } }

    /// Works on week after week until none is left or somebody failed.
    ///
    /// - Parameters:
    ///   - session: Works on this thread, while others work on their own.
    ///   - connections: Number of sessions, at most.
    ///   - another: Opens one of the others, on its thread; its failure counts as one of a week.
    ///   - deed: Does a week, whose place in the queue is counted from 1. It goes one at a time, since a week that was lost is
    ///     repeated without those before it; one that was committed although its reply was lost is done again.
    func work(
        over session: WriterSession, connections: Int, another: @escaping @Sendable () throws -> WriterSession,
        deed: @escaping @Sendable (_ week: Week, _ place: Int, WriterSession) throws -> Outcome
    ) {
        let others = DispatchGroup()
        for _ in 1..<max(1, min(connections, weeks.count)) {
            DispatchQueue.global().async(group: others) { self.work(open: another, deed) }
        }
        work(open: { session }, deed)
        others.wait()
    }

    /// Where there are two connections for each week: what opens a week's second one; else nil.
    func assistant(
        connections: Int, _ another: @escaping @Sendable () throws -> WriterSession
    ) -> (@Sendable () throws -> Connection)? {
        guard connections >= 2 * weeks.count else { return nil }
        return { try another().connection }
    }

    private func work(open: () throws -> WriterSession, _ deed: (Week, Int, WriterSession) throws -> Outcome) {
        do {
            let session = try open()
            while let place = next() {
                let week = weeks[place - 1]
                let outcome = try deed(week, place, session)
                state.withLock { $0.outcomes[week] = outcome }
            }
        } catch {
            state.withLock { $0.failure = $0.failure ?? error }
        }
    }

    /// The place of a week that nobody works on, from 1; nil: there is none to be begun.
    private func next() -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.begun < weeks.count else { return nil }
            state.begun += 1
            return state.begun
        }
    }
}
