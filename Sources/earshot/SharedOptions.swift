import ArgumentParser
import Foundation
import Intake
import Postgres
import Warehouse

/// The options that every command takes.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Database as a URL or connection string, without a password.", valueName: "url"))
    var database: String?

    @Option(help: ArgumentHelp("Longest time for one statement of the database.", valueName: "seconds"))
    var deadline = 3_600

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Print more.")
    var verbose = false

    /// Where results go.
    var output: Output { Output(isJSON: json, isQuiet: quiet, isVerbose: verbose) }

    /// The configuration of this call.
    func configuration() throws -> Configuration { try Configuration.load() }

    /// Our own server.
    var server: PrivateServer { PrivateServer() }

    /// The database that the command works on, chosen by the documented order.
    func chosenDatabase(_ configuration: Configuration) throws -> Database {
        try Database(
            url: database, configured: configuration.database, environment: ProcessInfo.processInfo.environment,
            server: server)
    }

    /// A connection to it with a current schema, named after the command. The present is that of its server from then on.
    func connect(as command: String, _ configuration: Configuration) throws -> Connection {
        let connection = try chosenDatabase(configuration).open(as: "earshot \(command)", deadline: limit)
        try ServerClock.adopt(from: connection)
        return connection
    }

    private var limit: Duration { .seconds(max(1, deadline)) }

    /// A session that may write: it holds the writer's lock, unless another one of this process does.
    ///
    /// With the lock, the own domains take effect before anything else.
    func writerSession(
        as command: String, _ configuration: Configuration, takesLock: Bool = true, now: Timestamp? = nil
    ) throws -> WriterSession {
        let session = try WriterSession(takesLock: takesLock, patience: min(limit, .seconds(30))) {
            try connect(as: command, configuration)
        }
        if takesLock {
            try session.repeating {
                try Resolution.update(ownDomains: configuration.ownDomains, on: $0, now: now ?? .now)
            }
        }
        return session
    }
}

extension Timestamp {
    /// The present: by the clock of the database's server, before there is a session by that of the machine.
    static var now: Timestamp { ServerClock.current?.now ?? machineTime }

    /// What the machine's clock shows: the only place that reads it.
    static var machineTime: Timestamp {
        Timestamp(microsecondsSinceUnixEpoch: Int64((Date().timeIntervalSince1970 * 1e6).rounded()))
    }

    /// The instant so much later.
    func adding(_ duration: Duration) -> Timestamp {
        Timestamp(microsecondsSinceUnixEpoch: microsecondsSinceUnixEpoch + Int64(duration / .microseconds(1)))
    }
}
