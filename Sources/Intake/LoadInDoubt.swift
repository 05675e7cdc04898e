public import Postgres

/// A load of which it is not known whether it was committed, since the reply to COMMIT was lost.
public struct LoadInDoubt: Error {
    let runID: String
    /// How the load ended if it was committed.
    let ending: Result<LoadSummary, Refusal>
    /// How the reply was lost.
    public let cause: PostgresError

    /// Looks the load up in the ledger.
    ///
    /// The lost session must have ended, or it may commit yet: who holds the writer's lock knows that it has.
    /// - Returns: What the load would have returned; nil when it was rolled back.
    /// - Throws: What the load would have thrown, had it been committed with a ``Refusal``; or `PostgresError`.
    public func lookUp(over connection: Connection) throws -> LoadSummary? {
        guard try Ledger(connection: connection).holds(runID: runID) else { return nil }
        return try ending.get()
    }
}
