import Foundation
import Postgres

extension PrivateServer {
    /// Whether the program that the server runs was replaced or removed since it started, as an upgrade of PostgreSQL does.
    ///
    /// Such a server goes on, but fails to load what is new: `could not load library`, SQLSTATE 58P01. False when it is down.
    /// See `proc_pid_exe(5)` for the mark that the kernel sets.
    public var isOutdated: Bool {
        guard let processID else { return false }
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(processID)/exe")
        return program?.hasSuffix(" (deleted)") == true
    }

    /// Makes sure that the server can be started again with the programs on this machine.
    ///
    /// - Throws: `Failure` of kind `configuration` with the way out where its major version is not installed.
    public func checkInstallation() throws(Failure) {
        _ = try installation()
    }

    /// Whether a session is in a transaction or holds a lock of ours, in any database of the server; true when it does not
    /// say. Sessions that are idle are no reason to wait: their clients connect again.
    var isInUse: Bool {
        let options = ConnectionOptions(
            target: target(database: "postgres"), applicationName: "earshot restart", connectTimeout: .seconds(10),
            replyTimeout: .seconds(10))
        return (try? Self.isInUse(Connection(options))) ?? true
    }

    private static func isInUse(_ connection: Connection) throws -> Bool {
        defer { connection.close() }
        return try !connection.rows(
            """
            select
            from pg_stat_activity as activity
            where activity.backend_type = 'client backend'
                and activity.pid <> pg_backend_pid()
                and (
                    activity.xact_start is not null
                    or exists (
                        select from pg_locks as lock where lock.pid = activity.pid and lock.locktype = 'advisory'))
            limit 1
            """
        ).isEmpty
    }
}
