public import Postgres

/// Brings a database to the schema of this program: forward-only migrations, the views and functions, then the roles.
///
/// Each migration is one transaction with its row in `ops.migration`, so that an interrupted run leaves whole steps and
/// the next one goes on. Applied files never change: their hashes are compared at every start.
public struct Migrator: Sendable {
    /// The migrations of this program, in order.
    public let migrations: [Migration]
    /// The roles and their rights; nil when the folder has none.
    public let roles: Roles?
    let views: Views

    /// - Parameter folder: The folder `sql`; nil looks it up among the resources.
    /// - Throws: `Failure` of kind `configuration` when the files are missing or badly named.
    public init(folder: String? = nil) throws(Failure) {
        let folder = if let folder { folder } else { try Resources.directory("sql") }
        migrations = try Migration.all(in: "\(folder)/migrations")
        views = Views(files: try SQLFile.all(in: "\(folder)/views"))
        roles = try Roles(folder: folder)
    }

    /// Whether there is nothing to do.
    ///
    /// - Throws: `Failure` of kind `configuration` when an applied file was changed or is missing, or the database is newer
    ///   than the program.
    public func isCurrent(_ connection: Connection) throws -> Bool {
        try plan(connection).isEmpty
    }

    /// The SQL that ``migrate(_:withRoles:)`` would run now but for the roles, in order: a name and a text each. Empty when
    /// the schema is current.
    public func plan(_ connection: Connection) throws -> [(name: String, text: String)] {
        try Failure.telling {
            let pending = try pending(connection)
            let mustReplace = try !pending.isEmpty || !views.areCurrent(connection)
            return pending.map { ("migrations/\($0.file)", $0.text) }
                + (mustReplace ? views.files.map { ("views/\($0.name).sql", $0.text) } : [])
        }
    }

    /// Applies what is missing, and sees to the roles and their rights.
    ///
    /// - Parameter withRoles: False leaves the roles alone: an administrator runs ``Roles/script``.
    /// - Returns: The migrations that were applied now.
    /// - Throws: `Failure`: `configuration` as ``isCurrent(_:)``, or when somebody else's view stands on one of ours that
    ///   must change; `busy` with who holds the lock; `permission` when the session's role may not see to the roles. Steps
    ///   already committed stay.
    @discardableResult
    public func migrate(_ connection: Connection, withRoles: Bool = true) throws -> [Migration] {
        try Failure.telling {
            try alone(connection) {
                let pending = try pending(connection)
                for migration in pending { try apply(migration, connection) }
                if try !pending.isEmpty || !views.areCurrent(connection) { try views.replace(connection) }
                if withRoles { try roles?.apply(connection) }
                return pending
            }
        }
    }

    /// Key of the advisory lock that serialises migrations: `migrate` in ASCII.
    private static let lock: Int64 = 0x6D69_6772_6174_65

    private func alone<Value>(_ connection: Connection, _ body: () throws -> Value) throws -> Value {
        do {
            // Waits, unlike tryAdvisoryLock: two commands may well find an empty database at once.
            try connection.execute("select pg_advisory_lock(\(Self.lock))")
        } catch {
            guard error.sqlState == .lockNotAvailable else { throw error }
            throw try WriterLock.busy(connection, key: Self.lock, deed: "migrates the database")
        }
        defer { _ = try? connection.advisoryUnlock(Self.lock) }
        return try body()
    }

    private func apply(_ migration: Migration, _ connection: Connection) throws {
        try Blocker.naming(connection) {
            try connection.transaction {
                try connection.execute("set local lock_timeout = '5s'")
                try connection.executeScript(Self.ledger)
                try SQLFile.naming("migrations/\(migration.file)") { () throws(PostgresError) in
                    try connection.executeScript(migration.text)
                }
                try connection.execute(
                    """
                    insert into ops.migration (version, name, sha256, applied_at)
                    values (\(migration.version), \(migration.name),
                        encode(sha256(convert_to(\(migration.text), 'UTF8')), 'hex'), now())
                    """)
            }
        }
    }

    /// What the files do not make themselves, since it tells which of them were run.
    private static let ledger = """
        create schema if not exists ops;
        create table if not exists ops.migration (
            version integer not null,
            name text not null,
            sha256 text not null,
            applied_at timestamptz not null,
            constraint migration_is_known_by_number primary key (version)
        );
        create table if not exists ops.view_set (
            sha256 text not null,
            objects text[] not null,
            applied_at timestamptz not null,
            constraint view_set_is_known_by_hash_and_time primary key (sha256, applied_at)
        );
        comment on table ops.migration is 'One row a migration that was applied, with the hash of its file.';
        comment on table ops.view_set is 'One row a time the views and functions were replaced; the newest is in force.';
        comment on column ops.view_set.objects is 'What it made, in order: view or routine, and the name.';
        """
}

extension Migrator {
    /// The migrations that were not applied yet, once those that were are checked.
    private func pending(_ connection: Connection) throws -> [Migration] {
        let applied = try applied(connection)
        if let newer = applied.first(where: { $0.version > migrations.count }) {
            throw Failure(
                .configuration,
                "The database is newer than this program: it has migration \(newer.version) \(newer.name).",
                remedy: "Install the newer earshot.")
        }
        let hashes = try hashes(connection)
        for step in applied where hashes[step.version - 1] != step.sha256 {
            throw Failure(
                .configuration,
                "The migration \(migrations[step.version - 1].file) was changed after it had been applied as \(step.name).",
                remedy: "Put the file back as it was; a change of the schema is a migration of its own.")
        }
        let done = Set(applied.map(\.version))
        return migrations.filter { !done.contains($0.version) }
    }

    private func applied(_ connection: Connection) throws -> [(version: Int, name: String, sha256: String)] {
        let ledger = try connection.rows("select where to_regclass('ops.migration') is not null")
        if ledger.isEmpty { return [] }
        return try connection.rows("select version, name, sha256 from ops.migration order by version").map { row in
            (try row["version"], try row["name"], try row["sha256"])
        }
    }

    private func hashes(_ connection: Connection) throws -> [String] {
        let rows = try connection.rows(
            """
            select encode(sha256(convert_to(file.content, 'UTF8')), 'hex') as sha256
            from unnest(\(migrations.map(\.text))::text[]) with ordinality as file (content, position)
            order by file.position
            """)
        return try rows.map { try $0["sha256"] }
    }
}
