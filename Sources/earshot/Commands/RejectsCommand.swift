import ArgumentParser
import Foundation
import Intake
import Postgres
import Records
import Warehouse

/// `earshot rejects`: records that broke a rule.
struct RejectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejects", abstract: "Records that broke a rule: list them, show them, load them again.",
        subcommands: [List.self, Show.self, Replay.self])

    struct List: EarshotCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the loads whose rejected records wait, counted by rule.",
            discussion: """
                They wait until they are replayed, their file is loaded again, or a later file of a source comes that \
                delivers everything each time.
                """)
        @OptionGroup var shared: SharedOptions

        func perform() throws {
            let loads = try RejectedLoad.all(over: try shared.connect(as: "rejects", shared.configuration()))
            if shared.json { return try shared.output.json(loads) }
            for load in loads { shared.output.result(load.line) }
        }
    }

    struct Show: EarshotCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the rejected records of a load: line, column, rule and what to do.")
        @OptionGroup var shared: SharedOptions
        @Argument(help: "Number of the load.") var load: Int
        @Flag(help: "Print the records themselves too, escaped.") var records = false
        @Option(
            help: ArgumentHelp(
                "Write header and records as they stood to a new file only you can read.", valueName: "file"))
        var out: String?

        func perform() throws {
            let connection = try shared.connect(as: "rejects", shared.configuration())
            if let out { return try KeptRejection.write(load, to: out, over: connection) }
            try KeptRejection.each(of: load, withRecords: records, over: connection) { rejection in
                if shared.json { return try shared.output.json(rejection) }
                shared.output.result(rejection.text)
            }
        }
    }

    struct Replay: EarshotCommand {
        static let configuration = CommandConfiguration(
            abstract: "Load rejected records again, after a mapping was mended.",
            discussion: """
                They are read as their load read them, as of the same instant, in the same zone and source. What is \
                rejected again waits as part of the new load, with its line.
                """)
        @OptionGroup var shared: SharedOptions
        @Argument(help: "Number of the load; without it every load whose records wait.") var load: Int?
        @Option(help: "Name of another mapping, or path of its file.") var mapping: String?
        @Flag(help: "Do everything, then take it back.") var dryRun = false

        func perform() throws {
            let configuration = try shared.configuration()
            let session = try shared.writerSession(as: "rejects replay", configuration)
            let loads = try load.map { [$0] } ?? RejectedLoad.all(over: session.connection).map(\.load)
            var loader = FileLoader(session: session, output: shared.output)
            let mappings = try ReplayMappings(configuration, named: mapping, library: MappingLibrary())
            for load in loads {
                try loader.attempt("load \(load)") { try $0.replay(load, by: mappings, isDryRun: dryRun) }
            }
            try loader.finish()
        }
    }
}

extension RejectedLoad {
    /// One line for people.
    fileprivate var line: String {
        let name = "\(kind) (\(EscapedText(source))) from \(EscapedText(file))"
        let rules = rejectedByRule.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let counts = rules.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let state = isRefused ? ", refused: load the file again once it is mended" : ""
        return "load \(load), \(loadedAt): \(name): \(rejected) rejected\(counts.isEmpty ? "" : " (\(counts))")\(state)"
    }
}

extension KeptRejection {
    /// One line for people, and another one for the record.
    fileprivate var text: String {
        let place = column.map { "line \(line): \(EscapedText($0))" } ?? "line \(line)"
        return "\(place): \(rule): \(message)" + (record.map { "\n  \(EscapedText(bytes: $0))" } ?? "")
    }
}
