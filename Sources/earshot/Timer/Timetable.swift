import Foundation
import Warehouse

/// How a timer is to call this installation: everything absolute, since a timer knows neither our folder nor our environment.
struct Timetable {
    /// Absolute path of the program.
    let program: String
    /// The folder that relative paths of earshot.yaml are meant in: the one in which this command runs.
    let folder: String
    /// What of our environment the run depends on, by name; never a password.
    let environment: [(name: String, value: String)]
    /// Arguments of every command.
    let arguments: [String]
    /// Hour and minute at which the run begins.
    let hour, minute: Int
    /// Absolute paths that a run writes to.
    let written: [String]
    /// Whether the database is that of our own server.
    let usesPrivateServer: Bool

    /// - Parameters:
    ///   - time: As `04:15`.
    ///   - database: What `--database` says.
    /// - Throws: `Failure` of kind `usage` for a bad time, of kind `configuration` for a path that a timer cannot be told.
    init(at time: String, database: String?, origin: Database, configuration: Configuration) throws {
        guard let match = time.wholeMatch(of: /(\d\d):(\d\d)/), let hour = Int(match.1), let minute = Int(match.2),
            hour < 24, minute < 60
        else { throw Failure(.usage, "A time is written as 04:15.") }
        (self.hour, self.minute) = (hour, minute)
        program = Self.executable
        folder = FileManager.default.currentDirectoryPath
        let variables = ProcessInfo.processInfo.environment
        var environment = Self.variables.compactMap { name in
            variables[name].flatMap { $0.isEmpty ? nil : (name: name, value: $0) }
        }
        if let path = configuration.path { environment.append(("EARSHOT_CONFIG", Self.absolute(path))) }
        self.environment = environment
        arguments = database.map { ["--database", $0] } ?? []
        let files = [configuration.export.textfile, variables["EARSHOT_LOG"]].compactMap(\.self)
        let folders =
            [configuration.export.directory ?? "bundle"]
            + files.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        usesPrivateServer = origin.origin == .privateServer
        written = Set((folders + (usesPrivateServer ? [origin.server.home] : [])).map(Self.absolute)).sorted()
        let words = [program, folder] + arguments + environment.map(\.value) + written
        guard !words.contains(where: { $0.contains(where: \.isNewline) }) else {
            throw Failure(.configuration, "A path with a line break in it cannot be told to a timer.")
        }
    }

    /// Where a server or a file is; what is secret stays where libpq finds it by itself.
    private static let variables = [
        "EARSHOT_HOME", "EARSHOT_SHARE", "EARSHOT_LOG", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER",
        "PGSERVICE", "PGSERVICEFILE", "PGPASSFILE", "PGSSLMODE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY",
    ]

    private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    private static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? absolute(CommandLine.arguments.first ?? "earshot")
    }
}
