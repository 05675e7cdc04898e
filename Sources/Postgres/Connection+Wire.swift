internal import CLibPQ
internal import Glibc

extension Connection {
    /// libpq's connection, free for a statement.
    func idleHandle() throws(PostgresError) -> OpaquePointer {
        guard let handle else { throw PostgresError(.connectionLost, .notSent, "the connection is closed") }
        if PQtransactionStatus(handle) == PQTRANS_ACTIVE {
            throw PostgresError(
                .misuse, .notSent, "a statement was sent while another is running on the same connection")
        }
        return handle
    }

    /// What becomes of the work when the session goes now: certain only inside a transaction whose COMMIT was not sent.
    var lossOutcome: PostgresError.Outcome {
        phase == .open ? .rolledBack : .inDoubt
    }

    /// Closes the connection and says so.
    func abandon(_ kind: PostgresError.Kind, _ message: String) -> PostgresError {
        let outcome = lossOutcome
        close()
        return PostgresError(kind, outcome, message)
    }

    /// Waits for the server, on whose silence the connection closes.
    func wait(for events: Int32, until deadline: Deadline) throws(PostgresError) -> Int32 {
        let ready = Socket.wait(PQsocket(handle), for: events, until: deadline)
        if ready == 0 { throw abandon(.deadline, "the server did not reply within the time allowed") }
        return ready
    }

    /// Sends what libpq still holds, reading meanwhile so that neither side waits for the other.
    func flush(until deadline: Deadline) throws(PostgresError) {
        while PQflush(handle) == 1 {
            let ready = try wait(for: POLLIN | POLLOUT, until: deadline)
            // A failed read ends the flush: the next result tells why.
            if ready & POLLIN != 0, PQconsumeInput(handle) == 0 { return }
        }
    }

    /// The next result of the running statement; nil when it is over.
    func nextResult(until deadline: Deadline) throws(PostgresError) -> ResultSet? {
        try flush(until: deadline)
        while PQisBusy(handle) == 1 {
            _ = try wait(for: POLLIN, until: deadline)
            if PQconsumeInput(handle) == 0 { break }
        }
        return PQgetResult(handle).map(ResultSet.init)
    }

    /// All results of the running statement, to its end.
    ///
    /// - Throws: the first error that has an SQLSTATE, else the first: a dying session sends its reason first, and libpq adds
    ///   an error of its own behind it.
    func drain(until deadline: Deadline) throws(PostgresError) -> [ResultSet] {
        var results: [ResultSet] = []
        var failure: PostgresError?
        while let result = try nextResult(until: deadline) {
            if Self.copies.contains(result.status.rawValue) {
                throw abandon(.misuse, "COPY was sent as an ordinary statement")
            }
            if let error = PostgresError(result: result.handle, lossOutcome: lossOutcome) {
                if failure?.sqlState == nil { failure = failure == nil || error.sqlState != nil ? error : failure }
            } else {
                results.append(result)
            }
        }
        if PQstatus(handle) == CONNECTION_BAD || failure?.kind == .connectionLost { close() }
        if let failure { throw failure }
        return results
    }

    private static let copies = [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].map(\.rawValue)
}
