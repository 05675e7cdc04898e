import ArgumentParser
import Foundation
import Intake
import Postgres
import Records
import Warehouse

/// `earshot load`: files into the warehouse.
struct LoadCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Load files of one kind of records.",
        discussion: """
            Kinds: people, customers, segments, interviews, meetings, tickets, feedback, actions. A file is loaded whole \
            or not at all, and loading it twice changes nothing.
            """)

    @OptionGroup var shared: SharedOptions
    @Argument(help: "Kind of the records.") var kind: String
    @Argument(help: ArgumentHelp("Files to load, in this order.", valueName: "file")) var files: [String]
    @Option(help: "Source the records belong to.") var source: String?
    @Option(help: "Name of a mapping, or path of its file.") var mapping: String?
    @Option(help: ArgumentHelp("IANA zone of times without an offset.", valueName: "tz")) var zone: String?
    @Option(help: ArgumentHelp("Instant at which the files showed the world; default: when each was last modified.", valueName: "time"))
    var asOf: String?
    @Option(help: ArgumentHelp("Records that may be rejected before a file is refused: 25 or 2.5%.", valueName: "n"))
    var maxRejects: String?
    @Flag(help: "Do everything, then take it back.") var dryRun = false
    @Flag(help: "Load although the same file was loaded before.") var force = false

    func perform() throws {
        let configuration = try shared.configuration()
        let request = try request(configuration)
        try shared.write(as: "load \(request.kind.name)", configuration) { connection in
            try FileLoader(connection: connection, output: shared.output)
                .load(files, as: request, ownDomains: configuration.ownDomains)
        }
    }

    private func request(_ configuration: Configuration) throws -> LoadRequest {
        guard let kind = Kind(named: kind) else {
            throw ValidationError("\(kind) is no kind; kinds are \(Kind.all.map(\.name).joined(separator: ", ")).")
        }
        var request = LoadRequest(kind: kind, path: "")
        request.mapping = try mapping.map(MappingLibrary().mapping)
        if let made = request.mapping?.kind.name, made != kind.name {
            throw ValidationError("the mapping makes \(made), not \(kind.name).")
        }
        request.source = source
        request.zone = zone
        request.observedAt = try asOf.map(instant)
        if let text = maxRejects {
            guard let limit = RejectionLimit(text) else { throw ValidationError("--max-rejects takes 25 or 2.5%.") }
            request.limit = limit
        }
        request.isDryRun = dryRun
        request.isForced = force
        request.spellings = configuration.spellings
        if let known = configuration.sources.first(where: { $0.name == request.source }) {
            request.isComplete = known.isComplete
            request.keepsText = known.keepsText
        }
        return request
    }

    private func instant(_ text: String) throws -> Timestamp {
        let stamp = Cell.with(text) { TimestampFormat.iso8601.parse($0) }
        guard let stamp else { throw ValidationError("--as-of takes a time such as 2026-03-02T14:05:00Z.") }
        return Timestamp(
            microsecondsSinceUnixEpoch: stamp.instant(in: .utc, dates: .utc).instant.microsecondsSinceUnixEpoch)
    }
}
