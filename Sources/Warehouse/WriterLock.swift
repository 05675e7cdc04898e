public import Postgres

/// The lock that whatever writes to a database holds for its whole job: one session at a time.
///
/// A session lock of PostgreSQL, so it ends with the connection and never through a pooler that shares sessions. The
/// server frees it within half a second when we are killed.
public enum WriterLock {
    /// Key of the lock: `earshot` in ASCII.
    public static let key: Int64 = 0x65_6172_7368_6F74

    /// Holds the lock while `body` runs.
    ///
    /// - Throws: `Failure` of kind `busy` that names the holder when somebody else has it; the errors of `body` as they are.
    public static func hold<Value>(_ connection: Connection, _ body: () throws -> Value) throws -> Value {
        try take(connection)
        // A session that is gone has freed it already.
        defer { _ = try? connection.advisoryUnlock(key) }
        return try body()
    }

    /// Takes the lock for as long as the session lives.
    ///
    /// - Throws: `Failure` of kind `busy` that names the holder when somebody else has it.
    public static func take(_ connection: Connection) throws {
        guard try Failure.telling({ try connection.tryAdvisoryLock(key) }) else {
            throw try busy(connection, key: key, deed: "is writing to the database\(progress(connection))")
        }
    }

    /// How far the run is that holds the lock; empty where it is none, or we may not see it.
    private static func progress(_ connection: Connection) -> String {
        guard let run = try? RunRecord.newest(connection), run.state == .running else { return "" }
        return ", at \(run.progress)"
    }

    static func busy(_ connection: Connection, key: Int64, deed: String) throws -> Failure {
        let holder = try Failure.telling { try connection.advisoryLockHolder(key) }
        let who = holder.map(words) ?? "Another session"
        return Failure(.busy, "\(who) \(deed).", remedy: "Try again when it is done.")
    }

    private static func words(_ holder: LockHolder) -> String {
        let name = holder.applicationName.isEmpty ? "Another session" : holder.applicationName
        let since = holder.connectedAt.map { ", since \($0)" } ?? ""
        return "\(name) (process \(holder.processID)\(since))"
    }
}
