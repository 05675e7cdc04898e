internal import CLibPQ

extension Connection {
    /// Runs one statement.
    ///
    /// - Returns: rows inserted, updated, deleted or selected; 0 for a statement that counts none.
    /// - Throws: ``PostgresError``; of kind `server` the statement was rolled back and the connection stays usable.
    @discardableResult
    public func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try result(of: sql)?.affectedRows ?? 0
    }

    /// Runs one statement and keeps all its rows in memory; large results go through ``copyOut(_:as:_:)``.
    ///
    /// - Throws: as ``execute(_:)``.
    @discardableResult
    public func rows(_ sql: SQL) throws(PostgresError) -> [Row] {
        guard let result = try result(of: sql) else { return [] }
        return (0..<result.rowCount).map { Row(result: result, index: $0) }
    }

    /// What a query's columns hold, in their order; no row is asked for.
    public func columnContents(of query: SQL) throws(PostgresError) -> [ColumnContent] {
        // The line end keeps a comment at the end of the query from swallowing the bracket.
        guard let result = try result(of: "select * from (\(query)\n) as query limit 0") else { return [] }
        return (0..<result.columnCount).map(result.content)
    }

    /// Runs several statements without binds, separated by semicolons, such as a migration.
    ///
    /// The server runs them as one transaction, unless one is open or the text begins its own.
    /// - Throws: as ``execute(_:)``, for the first statement that fails; those behind it are not run.
    public func executeScript(_ text: String) throws(PostgresError) {
        try SQL(verbatim: text).check()
        let handle = try idleHandle()
        guard PQsendQuery(handle, text) == 1 else {
            throw abandon(.connectionLost, "the connection to the server was lost")
        }
        _ = try drain(until: Deadline(after: options.replyTimeout))
    }

    private func result(of sql: SQL) throws(PostgresError) -> ResultSet? {
        try send(sql)
        return try drain(until: Deadline(after: options.replyTimeout)).last
    }

    func send(_ sql: SQL) throws(PostgresError) {
        try sql.check()
        let handle = try idleHandle()
        let sent = withCStrings(sql.binds.map(\.text)) { values in
            PQsendQueryParams(
                handle, sql.text, Int32(sql.binds.count), sql.binds.map(\.type.rawValue), values, nil, nil, 0)
        }
        guard sent == 1 else { throw abandon(.connectionLost, "the connection to the server was lost") }
    }
}
