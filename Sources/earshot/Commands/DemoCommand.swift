import ArgumentParser
import Demo
import Foundation
import Intake
import Postgres
import Reporting
import Warehouse

/// `earshot demo`: a made-up company from its files to its bundle, by the same ways as a real one.
struct DemoCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make up a company and its year in a database of its own; load, compute and publish it.")

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("Folder of the bundle and the company's files.", valueName: "dir")) var out = "bundle"

    private static let database = "earshot_demo"

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out takes the path of a folder.") }
    }

    func perform() throws {
        let now = Timestamp.now
        try shared.server.start()
        let target = try freshDatabase()
        let session = try WriterSession {
            try Failure.telling { try Connection(ConnectionOptions(target: target, applicationName: "earshot demo")) }
        }
        try Migrator().migrate(session.connection)
        try loadCompany(session, now: now)
        let week = try computeAndPublish(session.connection, now: now)
        try tell(week, session.connection, target: target)
    }

    private func freshDatabase() throws -> String {
        try Failure.telling {
            let connection = try Connection(
                ConnectionOptions(target: shared.server.target, applicationName: "earshot demo"))
            try connection.execute("drop database if exists \(Identifier(Self.database)) with (force)")
            try connection.execute("create database \(Identifier(Self.database))")
        }
        return shared.server.target(database: Self.database)
    }

    private func loadCompany(_ session: WriterSession, now: Timestamp) throws {
        try Settings(session.connection).set("reporting_tz", to: DemoCompany.zone, now: now)
        try Settings(session.connection).set("own_domains", to: DemoCompany.ownDomain, now: now)
        let files = "\(out)/company"
        let today = Day(daysSinceUnixEpoch: Int(now.microsecondsSinceUnixEpoch / 86_400_000_000))
        try DemoCompany(end: today).write(to: files)
        var loader = FileLoader(session: session, output: shared.output)
        for name in DemoCompany.kinds {
            guard let kind = Kind(named: name) else { continue }
            var request = LoadRequest(kind: kind, path: "")
            request.limit = .count(0)
            try loader.load(FileLoader.Batch(files: ["\(files)/\(name).csv"], request: request))
        }
        try loader.finish()
    }

    private func computeAndPublish(_ connection: Connection, now: Timestamp) throws -> Week {
        let weeks = try Failure.telling { try Schedule(connection).pending(now: now) }
        _ = try MetricRun(connection, catalogue: try Catalogue()).compute(weeks, now: now)
        guard let newest = weeks.last else { throw Failure(.defect, "The demo has no week to compute.") }
        _ = try Bundle(connection, directory: out).publish(newest, now: now)
        return newest
    }

    private func tell(_ week: Week, _ connection: Connection, target: String) throws {
        try shared.output.report(try Report(connection, week: week))
        if shared.json { return }
        let program = CommandLine.arguments.first ?? "earshot"
        shared.output.result(
            """

            The bundle of \(week) is in \(out)/\(week) (\(out)/latest leads there too); the files it came from in \(out)/company.
            Look around with psql:  \(program) db psql --database '\(target)'
            See an earlier week:    \(program) report --week \(week.advanced(by: -1)) --database '\(target)'
            """)
    }
}
