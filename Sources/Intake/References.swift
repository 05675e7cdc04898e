public import Postgres

/// References of records to customers and people, resolved outside a load.
public enum References {
    /// Resolves every reference to a customer again, after the company's own domains changed, and marks the weeks of records
    /// that belong to somebody else now.
    ///
    /// - Parameter now: The instant of the change.
    /// - Throws: `PostgresError`; nothing is changed then.
    public static func resolveAgain(over connection: Connection, now: Timestamp) throws {
        try connection.transaction {
            try LoadScript(named: "context").run(on: connection)
            try connection.execute(
                """
                insert into load_context (load_id, kind, source, observed_at, sha256, is_complete, present, started_at)
                values (0, 'customers', '', \(now), '', false, '{}', \(now))
                """)
            for name in ["references", "marks"] { try LoadScript(named: name).run(on: connection) }
        }
    }
}
