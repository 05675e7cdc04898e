import Foundation
import Records
import Synchronization
public import Warehouse

/// Where mappings are found by name: those that come with earshot.
public struct MappingLibrary: Sendable {
    private let directory: String

    /// Mappings that come with earshot, by path, once they were parsed.
    private static let parsed = Mutex<[String: Mapping]>([:])

    /// The mappings that come with earshot. Throws a `Failure` that says where they were looked for.
    public init() throws(Failure) {
        directory = try Resources.directory("Mappings", of: "Intake")
    }

    /// Names of all mappings, sorted.
    public func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The text of the mapping called `name`, or in the file of that path.
    public func text(_ name: String) throws -> String {
        let path = try path(name)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure(.configuration, "The mapping \(path) cannot be read.")
        }
        return text
    }

    /// The text of the mapping called `name` under another one, for a user to edit; it is no longer found by its columns.
    public func text(_ name: String, renamed other: String) throws -> String {
        try text(name).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("name: ") ? "name: \"\(EscapedText(other))\"" : String($0) }.joined(separator: "\n")
    }

    /// The mapping called `name`, or in the file of that path. One that comes with earshot is parsed once a process.
    public func mapping(_ name: String) throws -> Mapping {
        let path = try path(name)
        if Self.isPath(name) { return try Mapping(yaml: try text(name), file: path) }
        if let known = Self.parsed.withLock({ $0[path] }) { return known }
        let mapping = try Mapping(yaml: try text(name), file: path)
        Self.parsed.withLock { $0[path] = mapping }
        return mapping
    }

    private static func isPath(_ name: String) -> Bool {
        name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    private func path(_ name: String) throws -> String {
        if Self.isPath(name) { return name }
        guard try names().contains(name) else {
            throw Failure(
                .configuration, "There is no mapping called \(name).",
                remedy: "There are \(try names().joined(separator: ", ")); or give the path of a YAML file.")
        }
        return "\(directory)/\(name).yaml"
    }
}
