import Foundation
import Intake
import Records
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

    /// The folder in which a glob looks for files: what stands before its first wildcard.
    private static func folder(of pattern: String) -> String {
        let fixed = pattern.prefix { !"*?[".contains($0) }
        guard let end = fixed.lastIndex(of: "/") else { return "." }
        return end == fixed.startIndex ? "/" : String(fixed[..<end])
    }

    /// Throws a `Failure` where two of `sources` name the same file for the same kind and mapping: its records would count
    /// twice.
    static func check(_ sources: [Configuration.Source]) throws {
        var owners: [Claim: String] = [:]
        for source in sources {
            for path in SourceFiles(source: source).paths() {
                guard let file = RealPath(path) else { continue }
                let claim = Claim(file: file, kind: source.kind?.name, mapping: source.mapping)
                if let owner = owners.updateValue(source.name, forKey: claim), owner != source.name {
                    throw Failure(
                        .configuration,
                        "The sources \(EscapedText(owner)) and \(EscapedText(source.name)) both name \(EscapedText(path)).",
                        remedy:
                            "Let the files of only one of them match it in earshot.yaml, or its records count twice.")
                }
            }
        }
    }

    private struct Claim: Hashable {
        let file: RealPath
        let kind: String?
        let mapping: String?
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
        request.folders = source.files.map(Self.folder)
        request.isComplete = source.isComplete
        request.keepsText = source.keepsText
        request.acceptsUndated = source.acceptsUndated
        request.spellings = configuration.spellings
        return request
    }
}
