import Postgres
import Warehouse

/// How the steps of a run are taken: each is noted where other sessions see it, done, and logged.
struct RunSteps: Sendable {
    let journal: RunJournal
    let log: RunLog

    /// Notes a step that begins, unless there is no time left.
    func begin(_ step: RunStep, over session: WriterSession) throws {
        if Interruption.isTimeOver { throw Failure(.busy, "There is no time left for \(step.unit).") }
        try session.repeating { try journal.note(step, $0, isWriter: session.takesLock) }
    }

    /// Does one step; a failure is told, and thrown only where the next step would meet it too.
    func attempt<Value>(
        _ step: RunStep, over session: WriterSession, _ deed: (Connection) throws -> Value,
        counting counts: (Value) -> [String: Int]
    ) throws -> Result<Value, Failure> {
        try begin(step, over: session)
        let start = ContinuousClock.now
        var event = RunEvent(step.stage.rawValue)
        event.unit = step.unit
        defer {
            event.seconds = (ContinuousClock.now - start) / .seconds(1)
            log.append(event)
        }
        do {
            let value = try session.repeating(deed)
            (event.code, event.counts) = (0, counts(value))
            return .success(value)
        } catch {
            let failure = Failure(any: error)
            event.add(failure)
            if failure.kind.endsWork { throw failure }
            Output.warn("earshot: \(step.stage.rawValue) \(step.unit): \(failure)")
            return .failure(failure)
        }
    }
}
