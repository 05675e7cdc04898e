import Foundation
public import Postgres

/// Which database a command works on, and how it was chosen.
public struct Database: Sendable {
    /// Where the choice comes from; earlier cases go before later ones.
    public enum Origin: Sendable {
        /// `--database` on the command line.
        case commandLine
        /// `database:` in earshot.yaml.
        case configuration
        /// libpq's environment.
        case environment
        /// Our own server.
        case privateServer
    }

    /// Where the choice comes from.
    public let origin: Origin
    /// The database as libpq takes it; empty: its environment says.
    public let target: String
    /// Our own server, made or not.
    public let server: PrivateServer

    /// Chooses: the command line, else the configuration, else libpq's environment, else our own server if it was made.
    ///
    /// - Parameters:
    ///   - url: URL or connection string of the command line.
    ///   - configured: The same of the configuration.
    ///   - environment: The process's environment.
    ///   - server: Our own server.
    /// - Throws: `Failure` of kind `configuration` when a password is in the target, or nothing names a database.
    public init(
        url: String? = nil, configured: String? = nil, environment: [String: String], server: PrivateServer
    ) throws(Failure) {
        self.server = server
        if let url {
            (origin, target) = (.commandLine, try Self.withoutPassword(url))
        } else if let configured {
            (origin, target) = (.configuration, try Self.withoutPassword(configured))
        } else if Self.places.contains(where: { environment[$0]?.isEmpty == false }) {
            (origin, target) = (.environment, "")
        } else if server.exists {
            (origin, target) = (.privateServer, server.target)
        } else {
            throw Failure(
                .configuration, "No database is named, and there is no private server in \(server.home).",
                remedy: "Make one with `earshot db start`, or name one with --database, in earshot.yaml or by PGHOST.")
        }
    }

    /// Connects; starts our own server first when it is down.
    ///
    /// - Parameters:
    ///   - applicationName: Name of the session, as other commands and `pg_stat_activity` show it.
    ///   - deadline: Longest time for one statement. The server ends it then; one that stays silent is given up after twice
    ///     the time, at most half a minute later. Connecting takes no longer either, and never more than ten seconds.
    /// - Throws: `Failure` by what went wrong.
    public func connect(as applicationName: String, deadline: Duration = .seconds(3_600)) throws -> Connection {
        if origin == .privateServer { try server.ensureRunning() }
        let options = ConnectionOptions(
            target: target, applicationName: applicationName, connectTimeout: min(deadline, .seconds(10)),
            replyTimeout: deadline + min(deadline, .seconds(30)), statementTimeout: deadline)
        return try Failure.telling { try Connection(options) }
    }

    /// Connects and makes sure that the schema is this program's: our own server's database is migrated on the spot.
    ///
    /// - Throws: as ``connect(as:)``; `Failure` of kind `configuration` when another database is to be migrated first.
    public func open(as applicationName: String, deadline: Duration = .seconds(3_600)) throws -> Connection {
        let connection = try connect(as: applicationName, deadline: deadline)
        let migrator = try Migrator()
        if try migrator.isCurrent(connection) { return connection }
        guard origin == .privateServer else {
            throw Failure(
                .configuration, "The schema of the database is not that of this program.",
                remedy: "Bring it up to date with `earshot migrate`.")
        }
        try migrator.migrate(connection)
        return connection
    }

    /// What in libpq's environment says where a database is; a user or a password alone does not.
    private static let places = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE"]

    /// Passwords in arguments show in the list of processes, and in files they get copied about.
    private static func withoutPassword(_ target: String) throws(Failure) -> String {
        let inURL = target.contains(/^postgres(ql)?:\/\/[^\/?@]*:[^\/?@]*@/)
        let asKeyword = target.contains(/(^|[\s?&])(password|sslpassword)\s*=/)
        guard inURL || asKeyword else { return target }
        throw Failure(
            .configuration, "The database is named with a password in it.",
            remedy: "Leave the password out and put it into ~/.pgpass.")
    }
}
