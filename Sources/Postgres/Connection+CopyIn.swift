internal import CLibPQ
internal import Glibc

extension Connection {
    /// Copies rows into a table, in constant memory however many there are.
    ///
    /// - Parameter columns: the columns each row has, in this order; empty stands for all of the table.
    /// - Parameter write: appends the rows. When it throws, the COPY is given up and its error passed on.
    /// - Returns: rows copied, as counted here and confirmed by the server.
    /// - Throws: the error of `write`; or ``PostgresError``, where kind `server` says what the server refused. It checks rows as they come
    ///   but is heard at the next full buffer, over TLS only at the end.
    @discardableResult
    public func copyIn(
        _ table: Identifier,
        columns: [Identifier],
        _ write: (inout CopyIn) throws -> Void
    ) throws -> Int {
        let list: SQL = columns.isEmpty ? "" : "(\(columns))"
        var copy = CopyIn(
            self, columnCount: try startCopy("copy \(table) \(list) from stdin (format binary)", PGRES_COPY_IN))
        try write(&copy)
        return try copy.finish()
    }

    /// Sends a COPY statement.
    /// - Returns: its number of columns.
    func startCopy(_ sql: SQL, _ direction: ExecStatusType) throws(PostgresError) -> Int {
        try send(sql)
        let deadline = Deadline(after: options.replyTimeout)
        guard let result = try nextResult(until: deadline) else {
            throw abandon(.connectionLost, "the server did not answer COPY")
        }
        if result.status == direction { return result.columnCount }
        let failure = PostgresError(result: result.handle, lossOutcome: lossOutcome)
        _ = try drain(until: deadline)
        throw failure ?? abandon(.misuse, "the statement began no COPY of the kind asked for")
    }

    /// Hands rows to the server, waiting where it takes them slower than they come.
    /// - Throws: the server's error, when it has refused a row already; the COPY is over then.
    func putCopyData(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        let deadline = Deadline(after: options.replyTimeout)
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        var taken = PQputCopyData(handle, start, Int32(bytes.count))
        while taken == 0 {
            try listen(whileSending: true, until: deadline)
            taken = PQputCopyData(handle, start, Int32(bytes.count))
        }
        if taken < 0 { throw copyFailure() }
        while PQflush(handle) == 1 { try listen(whileSending: true, until: deadline) }
        try listen(whileSending: false, until: deadline)
    }

    /// Ends the COPY.
    /// - Returns: the rows the server counts.
    @discardableResult
    func endCopy(_ reason: String? = nil) throws(PostgresError) -> Int {
        let deadline = Deadline(after: options.replyTimeout)
        while PQputCopyEnd(handle, reason) == 0 { _ = try wait(for: POLLOUT, until: deadline) }
        return try drain(until: deadline).last?.affectedRows ?? 0
    }

    /// Ends the COPY so that the server keeps nothing of it. Its error is our own wish and not told; a session that fails here is closed.
    func giveUpCopy() {
        guard handle != nil else { return }
        _ = try? endCopy("given up by the client")
    }

    /// Ends a COPY that cannot succeed any more and gets the reason.
    private func copyFailure() -> PostgresError {
        do throws(PostgresError) {
            try endCopy("given up by the client")
            return abandon(.connectionLost, "the connection to the server was lost during COPY")
        } catch {
            return error
        }
    }

    /// Reads what the server says during COPY; while sending, waits until it says or takes something.
    private func listen(whileSending: Bool, until deadline: Deadline) throws(PostgresError) {
        let ready =
            whileSending
            ? try wait(for: POLLIN | POLLOUT, until: deadline)
            : Socket.ready(PQsocket(handle), for: POLLIN)
        guard ready & ~POLLOUT != 0 else { return }
        if hasRefused || PQconsumeInput(handle) == 0 { throw copyFailure() }
    }

    /// Whether the server has sent an error or hung up.
    ///
    /// libpq reads an error during COPY IN only after the end (measured: 5,000,000 rows behind a bad one), so this looks at the unread bytes
    /// itself. They are messages: a byte of kind, four of length. What cannot be read, as under encryption, counts as no error.
    private var hasRefused: Bool {
        guard PQsslInUse(handle) == 0, PQgssEncInUse(handle) == 0 else { return false }
        return withUnsafeTemporaryAllocation(byteCount: 8_192, alignment: 1) { bytes in
            let count = recv(PQsocket(handle), bytes.baseAddress, bytes.count, Int32(MSG_PEEK | MSG_DONTWAIT))
            guard count > 0 else { return count == 0 }
            var start = 0
            while start + 5 <= count {
                let length = bytes[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
                if bytes[start] == UInt8(ascii: "E") { return true }
                start += 1 + max(4, length)
            }
            return false
        }
    }
}
