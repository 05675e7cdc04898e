import Foundation
import Postgres
import TestSupport
import Warehouse

/// A folder with files, and a database of its own that `earshot` works on.
final class Office {
    let files: Folder
    /// How to connect to the database.
    let options: ConnectionOptions
    private let database: TestDatabase?

    /// The folder that programs run in.
    var folder: String { files.path }

    init(isMigrated: Bool = true) throws {
        files = try Folder()
        let database = try TestDatabase(isMigrated: isMigrated)
        options = database.options
        self.database = database
    }

    /// The same files, and a copy of the database, to which nobody may be connected.
    init(copying other: Office) throws {
        files = other.files
        let database = try TestDatabase(copying: other.options)
        options = database.options
        self.database = database
    }

    /// On the database of a server of its own.
    init(on own: OwnServer) throws {
        files = try Folder()
        database = nil
        options = ConnectionOptions(target: own.target, applicationName: "test")
        try Migrator().migrate(try connect())
    }

    func connect() throws -> Connection { try Connection(options) }

    /// The database as commands take it; through a proxy if one is given.
    func target(through proxy: TCPProxy? = nil) -> [String] {
        ["--database", (proxy?.options ?? options).target]
    }

    /// A command on the database, not yet waited for.
    func begin(_ arguments: [String], through proxy: TCPProxy? = nil) throws -> Program {
        try Program(arguments + target(through: proxy), in: folder)
    }

    /// Runs a command on the database, to its end.
    func earshot(_ arguments: String...) throws -> Program.Outcome {
        try begin(arguments).wait()
    }

    /// A load of `file` as of one fixed instant, not yet waited for.
    func load(_ kind: String, _ file: String, through proxy: TCPProxy? = nil, more: [String] = []) throws -> Program {
        try begin(["load", kind, file, "--as-of", "2026-03-09T00:00:00Z"] + more, through: proxy)
    }

    func proxy(_ fault: @escaping @Sendable (Int) -> TCPProxy.Fault?) throws -> TCPProxy {
        try TCPProxy(to: options, fault: fault)
    }

    /// Writes `count` tickets of January to March 2026; in another `edition` they end otherwise.
    func writeTickets(_ count: Int, edition: Int = 1, to name: String = "tickets.csv") throws {
        var text = "ticket_id,customer,created_at,first_response_at,status,subject\n"
        for number in 1...count {
            let day = "2026-0\(number % 3 + 1)-\(number % 18 + 10)"
            text += "T\(number),c\(number % 7),\(day)T08:00:00Z,\(day)T\(10 + edition):00:00Z,solved,"
            text += "\"edition \(edition) of \(number)\"\n"
        }
        try files.write(text, to: name)
    }

    func count(_ table: Identifier) throws -> Int {
        let connection = try connect()
        defer { connection.close() }
        return try connection.rows("select count(*) as number from \(table)")[0]["number"]
    }

    func state() throws -> WarehouseState {
        let connection = try connect()
        defer { connection.close() }
        return try WarehouseState(connection)
    }
}

extension Office {
    /// Waits until another session has changed something in a transaction that is still open.
    func untilAtWork() throws {
        try wait(
            for: """
                select from pg_stat_activity
                where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()
                """)
    }

    /// Waits until so many sessions wait for a lock.
    func untilWaiting(sessions: Int) throws {
        try wait(
            for: """
                select from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                having count(*) = \(sessions)
                """)
    }

    /// Waits until nobody holds the writer's lock.
    func untilUnlocked() throws {
        try wait(
            for: """
                select
                where not exists (
                    select from pg_locks
                    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()))
                """)
    }

    /// Waits until nobody else is connected.
    func untilAlone() throws {
        try wait(
            for: """
                select
                where not exists (
                    select from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend')
                """)
    }

    private struct WaitedInVain: Error {}

    /// Asks until there is a row, at most a minute.
    private func wait(for query: SQL) throws {
        let connection = try connect()
        defer { connection.close() }
        let end = ContinuousClock.now + .seconds(60)
        while try connection.rows(query).isEmpty {
            if ContinuousClock.now > end { throw WaitedInVain() }
        }
    }
}
