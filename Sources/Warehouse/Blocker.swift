import Postgres

/// Somebody whose open transaction keeps our tables and views from being changed.
enum Blocker {
    /// Runs `body`; when it fails for want of a lock, says whose sessions hold locks in our schemas.
    ///
    /// - Throws: `Failure` of kind `busy` that names them by process, role and application; other errors as they are.
    static func naming<Value>(_ connection: Connection, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as PostgresError where error.sqlState == .lockNotAvailable {
            let holders = try holders(connection)
            throw Failure(
                .busy, "Other sessions are using what is to be changed: \(holders.joined(separator: ", ")).",
                remedy: "Let them finish, or end one with `select pg_terminate_backend(…)`; then try again.")
        }
    }

    private static func holders(_ connection: Connection) throws -> [String] {
        let rows = try connection.rows(
            """
            select distinct format('process %s (%s, %s)', activity.pid, activity.usename, activity.application_name) as holder
            from pg_locks as lock
            join pg_class as relation on relation.oid = lock.relation
            join pg_stat_activity as activity on activity.pid = lock.pid
            where relation.relnamespace in (select oid from pg_namespace where nspname in ('core', 'mart', 'ops'))
                and lock.database = (select oid from pg_database where datname = current_database())
                and lock.granted
                and lock.pid <> pg_backend_pid()
            order by 1
            """)
        return try rows.map { try $0["holder"] }
    }
}
