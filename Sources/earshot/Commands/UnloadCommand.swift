import ArgumentParser
import Foundation
import Intake
import Postgres
import Records
import Reporting
import Warehouse

/// `earshot unload`: what a load brought, out of the warehouse again.
struct UnloadCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "unload", abstract: "Remove what a load brought.",
        discussion: """
            Records that only this load brought are removed, with everything that follows from them. Where it had \
            overwritten values of other loads, the records are removed too, and the files of these loads are named, to \
            be loaded again. Published weeks that change are restated. `load` prints the number of each load.
            """)

    @OptionGroup var shared: SharedOptions
    @Argument(help: "Number of the load.") var load: Int

    func perform() throws {
        let session = try shared.writerSession(as: "unload \(load)", shared.configuration())
        let now = Timestamp.now
        let summary = try session.repeating { connection in
            try Failure.telling { try Unload(load, on: connection, now: now).run() }
        }
        if shared.json { return try shared.output.json(summary) }
        shared.output.result(summary.page)
    }
}

extension Unload.Summary {
    /// The whole for people.
    fileprivate var page: String {
        let name = "load \(load), \(kind) (\(EscapedText(source))) from \(EscapedText(file))"
        let lines = ["unloaded \(name): removed \(removed) records", RestatedWeeks(restated)?.line].compactMap(\.self)
        return (lines + loadAgain.map(\.line)).joined(separator: "\n")
    }
}

extension MissingFile {
    /// One line for people.
    var line: String { "\(records) records of load \(load) are missing; Next: \(command)" }
}
