internal import CLibPQ

extension Connection {
    /// Runs `body` as one transaction: committed when it returns, rolled back when it throws.
    ///
    /// - Returns: what `body` returns, once the server has confirmed COMMIT.
    /// - Throws: the error of `body` as it is, whatever comes of the rollback; or ``PostgresError``: kind `misuse` when a
    ///   transaction is open already, outcome `inDoubt` when the session went after COMMIT was sent, and `rolledBack` otherwise.
    public func transaction<Value>(
        isolation: Isolation = .readCommitted,
        readOnly: Bool = false,
        _ body: () throws -> Value
    ) throws -> Value {
        try begin(isolation, readOnly: readOnly)
        defer { phase = .none }
        let value: Value
        do {
            value = try body()
        } catch {
            rollBack()
            throw error
        }
        try commit(readOnly: readOnly)
        return value
    }

    private func begin(_ isolation: Isolation, readOnly: Bool) throws(PostgresError) {
        let handle = try idleHandle()
        guard phase == .none, PQtransactionStatus(handle) == PQTRANS_IDLE else {
            throw PostgresError(.misuse, .notSent, "a transaction is open already")
        }
        phase = .open
        do throws(PostgresError) {
            try executeScript("begin isolation level \(isolation.rawValue) \(readOnly ? "read only" : "read write")")
        } catch {
            phase = .none
            throw error
        }
    }

    /// Leaves the session idle or closed. An error here is not worth telling: the server rolls back either way.
    private func rollBack() {
        do throws(PostgresError) {
            try executeScript("rollback")
        } catch {
            close()
        }
    }

    private func commit(readOnly: Bool) throws(PostgresError) {
        guard let handle else {
            throw PostgresError(.connectionLost, .rolledBack, "the connection was lost before COMMIT was sent")
        }
        switch PQtransactionStatus(handle) {
        case PQTRANS_INTRANS: break
        // The server answers COMMIT with ROLLBACK here, and reports no error.
        case PQTRANS_INERROR:
            rollBack()
            throw PostgresError(
                .misuse, .rolledBack, "a statement of the transaction failed and its error was not passed on",
                sqlState: .inFailedTransaction)
        default:
            throw PostgresError(.misuse, .inDoubt, "a statement inside the transaction has ended it")
        }
        if !readOnly { phase = .committing }
        try executeScript("commit")
    }
}
