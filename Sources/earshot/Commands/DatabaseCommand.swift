import ArgumentParser
import Foundation
import Warehouse

/// `earshot db`: the private PostgreSQL server.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "The private PostgreSQL server on a Unix socket.",
        subcommands: [Start.self, Stop.self, Status.self, URL.self, PSQL.self])

    struct Start: EarshotCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the server if there is none, and start it; restart it after an upgrade of PostgreSQL.")
        @OptionGroup var shared: SharedOptions

        func perform() throws {
            try shared.server.start()
            shared.output.success("The private server runs: \(shared.server.url)")
        }
    }

    struct Stop: EarshotCommand {
        static let configuration = CommandConfiguration(abstract: "Stop the server; other commands start it again.")
        @OptionGroup var shared: SharedOptions

        func perform() throws { try shared.server.stop() }
    }

    struct Status: EarshotCommand {
        static let configuration = CommandConfiguration(abstract: "Say whether the server runs.")
        @OptionGroup var shared: SharedOptions

        func perform() throws {
            switch shared.server.status {
            case .missing: shared.output.result("There is no private server in \(shared.server.home).")
            case .stopped: shared.output.result("The private server in \(shared.server.home) is stopped.")
            case .running:
                shared.output.result("The private server runs: \(shared.server.url)")
                if shared.server.isOutdated {
                    shared.output.result("PostgreSQL was upgraded since it started; `earshot db start` restarts it.")
                }
            }
        }
    }

    struct URL: EarshotCommand {
        static let configuration = CommandConfiguration(abstract: "Print the server's connection URL.")
        @OptionGroup var shared: SharedOptions

        func perform() throws { print(shared.server.url) }
    }

    struct PSQL: EarshotCommand {
        static let configuration = CommandConfiguration(
            commandName: "psql", abstract: "Open psql on the database that the commands work on.",
            discussion: "Everything but --database is passed on to psql.")
        // Not the shared options: their short names are psql's too.
        @Option(help: ArgumentHelp("Database as a URL or connection string, without a password.", valueName: "url"))
        var database: String?
        @Argument(parsing: .captureForPassthrough, help: "Arguments for psql.") var arguments: [String] = []

        func perform() throws {
            let database = try Database(
                url: database, configured: Configuration.load().database,
                environment: ProcessInfo.processInfo.environment, server: PrivateServer())
            if database.origin == .privateServer { try database.server.ensureRunning() }
            let words = ["psql"] + (database.target.isEmpty ? [] : ["--dbname=\(database.target)"]) + arguments
            var pointers = words.map { strdup($0) } + [nil]
            execvp("psql", &pointers)
            throw Failure(.configuration, "psql cannot be started.", remedy: "Install the package postgresql-client.")
        }
    }
}
