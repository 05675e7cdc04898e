import Foundation
import Intake
import Warehouse

/// A configured source as load requests: its files and how they are read.
struct SourceFiles {
    let source: Configuration.Source

    /// Files that the globs name now, sorted by name so that dated ones come in order.
    func paths() -> [String] {
        var found: Set<String> = []
        for pattern in source.files {
            var matches = glob_t()
            defer { globfree(&matches) }
            guard glob(pattern, 0, nil, &matches) == 0 else { continue }
            for index in 0..<Int(matches.gl_pathc) {
                if let path = matches.gl_pathv[index] { found.insert(String(cString: path)) }
            }
        }
        return found.sorted()
    }

    /// How its files are loaded; the path is left empty.
    func request(_ configuration: Configuration, library: MappingLibrary) throws -> LoadRequest {
        let mapping = try source.mapping.map(library.mapping)
        guard let kind = mapping?.kind ?? source.kind else {
            throw Failure(
                .configuration, "The source \(source.name) has neither a kind nor a mapping.",
                remedy: "Add `kind:` to it in earshot.yaml.")
        }
        if let stated = source.kind, stated.name != kind.name {
            throw Failure(
                .configuration, "The source \(source.name) states \(stated.name), its mapping makes \(kind.name).")
        }
        var request = LoadRequest(kind: kind, path: "")
        request.source = source.name
        request.mapping = mapping
        request.encoding = source.encoding
        request.zone = source.zone
        request.isComplete = source.isComplete
        request.keepsText = source.keepsText
        request.spellings = configuration.spellings
        return request
    }
}
