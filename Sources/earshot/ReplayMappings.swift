import Intake
import Warehouse

/// By which mapping rejected records are read again, and what is configured for their source.
struct ReplayMappings {
    private let configuration: Configuration
    private let library: MappingLibrary
    private let named: Mapping?

    /// - Parameter name: Name of the mapping to use, or path of its file; nil: that of the records' load.
    init(_ configuration: Configuration, named name: String?, library: MappingLibrary) throws {
        self.configuration = configuration
        self.library = library
        named = try name.map(library.mapping)
    }

    /// The request of `replay`, completed.
    func request(_ replay: Replay) throws -> LoadRequest {
        var request = replay.request
        let source = configuration.sources.first {
            $0.name == request.source && ($0.kind == nil || $0.kind?.name == request.kind.name)
        }
        request.spellings = configuration.spellings
        request.keepsText = source?.keepsText ?? true
        request.mapping = try named ?? mapping(called: replay.mapping, of: source, load: replay.load)
        if let made = request.mapping?.kind.name, made != request.kind.name {
            throw Failure(.configuration, "The mapping makes \(made); load \(replay.load) holds \(request.kind.name).")
        }
        return request
    }

    /// The mapping as it is now.
    private func mapping(called name: String, of source: Configuration.Source?, load: Int) throws -> Mapping? {
        if name.isEmpty { return nil }
        if let mapping = try source?.mapping.map(library.mapping), mapping.name == name { return mapping }
        guard try library.names().contains(name) else {
            throw Failure(
                .configuration, "The mapping of load \(load) is not among those that come with earshot.",
                remedy: "Name its file: `earshot rejects replay \(load) --mapping FILE`.")
        }
        return try library.mapping(name)
    }
}
