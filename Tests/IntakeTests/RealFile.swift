import Foundation
import Intake
import Testing

/// A public file beside the repository, and as what it is loaded.
///
/// What no built-in mapping knows, `Tests/Fixtures/mappings/files.tsv` gives a kind and a mapping of the tests' own; the
/// kind of all others follows from their folder.
struct RealFile {
    /// Path below the folder of public files.
    let path: String
    let kind: Kind
    /// Path of the mapping; nil: what the file's columns tell.
    let mapping: String?

    /// All of them, by path.
    static func all() throws -> [RealFile] {
        let table = try String(contentsOf: mappings.appending(path: "files.tsv"), encoding: .utf8)
        let stated = table.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        return try paths().map { path in
            let words = stated.first { $0[0] == path } ?? [path, usualKind(of: path), ""]
            return RealFile(
                path: path, kind: try #require(Kind(named: words[1])),
                mapping: words[2].isEmpty ? nil : mappings.appending(path: words[2]).path)
        }
    }

    /// What a draft of a public file that no mapping knows may say; an empty kind: none fits.
    static func draftTable() throws -> [(path: String, kind: String, entries: [String])] {
        let table = try String(contentsOf: mappings.appending(path: "drafts.tsv"), encoding: .utf8)
        return table.split(separator: "\n").map { line in
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return (words[0], words[1], words[2].split(separator: ";").map(String.init))
        }
    }

    private static let mappings = URL(filePath: #filePath).appending(path: "../../Fixtures/mappings").standardized

    private static func paths() throws -> [String] {
        let list = try String(contentsOf: SharedData.real.appending(path: "FILES.tsv"), encoding: .utf8)
        return list.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "\t" }) }.sorted()
    }

    private static func usualKind(of path: String) -> String {
        switch path.prefix(while: { $0 != "/" }) {
        case "interviews", "calendars": "interviews"
        case "segments": "segments"
        default: "tickets"
        }
    }
}
