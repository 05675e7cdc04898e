internal import CLibPQ
internal import Glibc

extension Connection {
    /// Hands out the rows of a query as `COPY … TO STDOUT` writes them, in constant memory however many there are.
    ///
    /// COPY takes no binds, so those of the query are written into it as quoted literals.
    /// - Parameter receive: gets one line at a time, its line end included; the bytes are only valid during the call. When it throws,
    ///   the query is cancelled and its error passed on.
    /// - Returns: rows handed out, as the server counts them; a header is no row.
    /// - Throws: the error of `receive`; or ``PostgresError``, after which what was received must not be used.
    @discardableResult
    public func copyOut(
        _ query: SQL,
        as format: CopyFormat = .csv(header: true),
        _ receive: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        try query.check()
        // The line ends keep a comment at the end of the query from swallowing the bracket.
        _ = try startCopy("copy (\n\(query.inlined)\n) to stdout \(raw: format.clause)", PGRES_COPY_OUT)
        do {
            while let line = try nextLine() {
                defer { PQfreemem(line.baseAddress.map(UnsafeMutableRawPointer.init(mutating:))) }
                try receive(line)
            }
        } catch {
            giveUpCopyOut()
            throw error
        }
        return try drain(until: Deadline(after: options.replyTimeout)).last?.affectedRows ?? 0
    }

    /// The next line, to be freed; nil behind the last one, or where an error waits to be drained.
    private func nextLine() throws(PostgresError) -> UnsafeRawBufferPointer? {
        var line: UnsafeMutablePointer<CChar>?
        var length = PQgetCopyData(handle, &line, 1)
        if length == 0 {
            let deadline = Deadline(after: options.replyTimeout)
            while length == 0 {
                _ = try wait(for: POLLIN, until: deadline)
                // A failed read leaves nothing to wait for; the results tell why.
                if PQconsumeInput(handle) == 0 { return nil }
                length = PQgetCopyData(handle, &line, 1)
            }
        }
        return length > 0 ? UnsafeRawBufferPointer(start: line, count: Int(length)) : nil
    }

    /// Leaves the session idle, or closed when the server does not stop in time.
    private func giveUpCopyOut() {
        guard handle != nil else { return }
        canceller.cancel()
        do throws(PostgresError) {
            while let line = try nextLine() { PQfreemem(UnsafeMutableRawPointer(mutating: line.baseAddress)) }
            _ = try drain(until: Deadline(after: .seconds(10)))
        } catch {
            if error.sqlState != .queryCanceled { close() }
        }
    }
}
