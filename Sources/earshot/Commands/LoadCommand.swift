import ArgumentParser
import Intake
import Postgres
import Warehouse

/// `earshot load`: files into the warehouse.
struct LoadCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Load files of one kind of records, or every file of the configured sources.",
        discussion: """
            Kinds: people, customers, segments, interviews, meetings, tickets, feedback, actions. A file is loaded whole \
            or not at all, and loading it twice changes nothing.
            """)

    @OptionGroup var shared: SharedOptions
    @Argument(help: "Kind of the records; without it every file of the sources in earshot.yaml.") var kind: String?
    @Argument(help: ArgumentHelp("Files to load, in this order.", valueName: "file")) var files: [String] = []
    @Option(help: "Source the records belong to; one of earshot.yaml brings its mapping, zone and the rest.")
    var source: String?
    @Option(help: "Name of a mapping, or path of its file.") var mapping: String?
    @Option(help: "Syntax of the files: csv, ndjson, json or ics; default: what they show.")
    var format: String?
    @Option(help: "Encoding of the files, such as windows-1252; default: the mapping's, else UTF-8.")
    var encoding: String?
    @Option(help: ArgumentHelp("IANA zone of times without an offset.", valueName: "tz")) var zone: String?
    @Option(
        help: ArgumentHelp(
            "Instant at which the files showed the world; default: when each was last modified.", valueName: "time"))
    var asOf: InstantArgument?
    @Option(help: ArgumentHelp("Records that may be rejected before a file is refused: 25 or 2.5%.", valueName: "n"))
    var maxRejects: String?
    @Flag(help: "Do everything, then take it back.") var dryRun = false
    @Flag(help: "Load although the same file was loaded before.") var force = false
    @Flag(
        help: ArgumentHelp(
            "Load the files as if their earlier loads had never been.",
            discussion: "What only the earlier loads of the same source, kind and path brought is removed."))
    var replace = false
    @Flag(help: "Load although a source that delivers everything each time delivers 90 % less, or nothing.")
    var acceptVolume = false

    @Flag(help: "Load tickets although none of them has a creation time: no week counts them.")
    var acceptUndated = false

    func validate() throws {
        if kind != nil, files.isEmpty { throw ValidationError("Name the files to load.") }
    }

    func perform() throws {
        let configuration = try shared.configuration()
        let batches = try batches(configuration)
        let session = try shared.writerSession(as: "load \(kind ?? "sources")", configuration)
        var loader = FileLoader(session: session, output: shared.output)
        try loader.keep(configuration.meetingSeries)
        for batch in batches { try loader.load(batch) }
        try loader.tellUnlinkedRecords()
        try loader.tellNameVariants()
        try loader.finish()
    }

    private func batches(_ configuration: Configuration) throws -> [FileLoader.Batch] {
        let library = try MappingLibrary()
        guard let kind else {
            try SourceFiles.check(configuration.sources)
            if configuration.sources.isEmpty {
                shared.output.success(
                    "No sources are configured in earshot.yaml, so there is nothing to load. Next: earshot load KIND FILE"
                )
            }
            return try configuration.sources.map { source in
                let files = SourceFiles(source: source)
                return FileLoader.Batch(
                    files: files.paths(), request: try adjusted(files.request(configuration, library: library)),
                    observedAt: source.observedAt)
            }
        }
        return [try batch(of: Kind(argument: kind), configuration, library: library)]
    }

    private func batch(
        of kind: Kind, _ configuration: Configuration, library: MappingLibrary
    ) throws -> FileLoader.Batch {
        let known = configuration.sources.first { $0.name == source && ($0.kind == nil || $0.kind?.name == kind.name) }
        var request =
            try known.map { try SourceFiles(source: $0).request(configuration, library: library) }
            ?? LoadRequest(kind: kind, path: "")
        // Somebody names the files, wherever they lie.
        request.folders = []
        request.spellings = configuration.spellings
        request.source = source
        if let mapping { request.mapping = try library.mapping(mapping) }
        if let made = request.mapping?.kind.name, made != kind.name {
            throw ValidationError("the mapping makes \(made), not \(kind.name).")
        }
        return FileLoader.Batch(files: files, request: try adjusted(request), observedAt: known?.observedAt)
    }

    /// `request` with what the command line says on top.
    private func adjusted(_ request: LoadRequest) throws -> LoadRequest {
        var request = request
        request.syntax = try format.map { try Mapping.Format.Syntax(argument: $0) }
        request.encoding = encoding ?? request.encoding
        request.zone = zone ?? request.zone
        request.observedAt = asOf?.instant
        if let text = maxRejects {
            guard let limit = RejectionLimit(text) else { throw ValidationError("--max-rejects takes 25 or 2.5%.") }
            request.limit = limit
        }
        request.isDryRun = dryRun
        request.isForced = force
        request.replaces = replace
        request.acceptsVolume = acceptVolume
        request.acceptsUndated = acceptUndated || request.acceptsUndated
        return request
    }
}
