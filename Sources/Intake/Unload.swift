public import Postgres
import Records
import Warehouse

/// Undoes one load: removes what only it brought, and tells which files to load again for records that it had overwritten.
public struct Unload {
    let connection: Connection
    /// Number of the load.
    let load: Int
    /// What the ledger shall say about the time.
    let now: Timestamp

    /// The undoing of the load numbered `load`.
    public init(_ load: Int, on connection: Connection, now: Timestamp) {
        self.load = load
        self.connection = connection
        self.now = now
    }

    /// What an undone load left behind.
    public struct Summary: Encodable, Sendable {
        /// Number of the load.
        public let load: Int
        /// Path of its file as named.
        public let file: String
        /// Kind of its records.
        public let kind: String
        /// Source they belong to.
        public let source: String
        /// Records that were removed: those that no other load holds, and those that are to be loaded again.
        public let removed: Int
        /// Published weeks that are computed and published again, oldest first, as their Mondays.
        public let restated: [String]
        /// Files to load again.
        public let loadAgain: [MissingFile]

        private enum CodingKeys: String, CodingKey {
            case load, file, kind, source, removed, restated
            case loadAgain = "load_again"
        }
    }

    /// Undoes it in one transaction.
    ///
    /// - Throws: `Failure` of kind `data` where there is no such load, or it was refused or undone; `PostgresError`.
    public func run() throws -> Summary {
        try connection.transaction {
            let row = try ledgerRow()
            let kind: String = try row["kind"]
            let script = try LoadScript(named: kind)
            try LoadScript(named: "context").run(on: connection)
            try connection.execute(
                """
                insert into load_context (
                    load_id, kind, source, observed_at, sha256, is_complete, present, started_at)
                select load_id, kind, source, observed_at, sha256, false, '{}', \(now)
                from ops.load
                where load_id = \(load)
                """)
            try LoadScript(named: "versions").run(on: connection)
            let undo = Undo(connection: connection, script: script)
            let removal = try undo.removeRecords(ofLoads: [load])
            try script.follow(on: connection, derives: true)
            try LoadScript(named: "references").run(on: connection)
            try LoadScript(named: "acted").run(on: connection)
            try undo.record(replacement: nil, now: now)
            try LoadScript(named: "marks").run(on: connection)
            return Summary(
                load: load, file: try row["file_path"], kind: kind, source: try row["source"],
                removed: removal.gone + removal.lost,
                restated: try undo.restated(by: load), loadAgain: try MissingFile.all(over: connection))
        }
    }

    private func ledgerRow() throws -> Row {
        let rows = try connection.rows(
            """
            select load.*, load.status = 'refused' as is_refused, load.undone_at is not null as is_undone
            from ops.load as load
            where load.load_id = \(load)
            """)
        let remedy = "`select load_id, kind, source, file_path from ops.load` in `earshot db psql` lists the loads."
        guard let row = rows.first else { throw Failure(.data, "There is no load \(load).", remedy: remedy) }
        if try row["is_refused"] { throw Failure(.data, "Load \(load) was refused: nothing of it is there.") }
        if try row["is_undone"] { throw Failure(.data, "Load \(load) was undone before.") }
        return row
    }
}
