import Foundation
import Intake

/// The files of `Tests/Fixtures/refusals`: `<kind>-<what>.csv` (or another extension, and for a file that is not UTF-8
/// `<kind>-<what>.<encoding>.csv`), and beside each `<kind>-<what>.expected.csv` with the line, column
/// and rule of every record; the rule of a record that is to load is `good`.
struct RefusalFixture: CustomStringConvertible, Sendable {
    let name: String

    static let all: [RefusalFixture] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".expected.csv") }.sorted().map { Self(name: String($0.dropLast(13))) }
    }()

    private static let folder = URL(filePath: #filePath).appending(path: "../../Fixtures/refusals").standardized

    var description: String { name }

    /// The kind of its records.
    var kind: String { String(name.prefix { $0 != "-" }) }

    /// The file, whose name begins as that of what is expected.
    var path: String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path)) ?? []
        let file = names.first { $0.hasPrefix("\(name).") && !$0.hasSuffix(".expected.csv") }
        return Self.folder.appending(path: file ?? name).path
    }

    /// The encoding that the file's name states; nil: UTF-8.
    var encoding: String? {
        let parts = path.split(separator: "/").last?.split(separator: ".") ?? []
        return parts.count == 3 ? String(parts[1]) : nil
    }

    /// Has the file read as it is meant, with so many records that may be rejected. A calendar is read through the
    /// mapping that comes for its kind.
    func prepare(_ request: inout LoadRequest, rejecting count: Int) throws {
        request.limit = .count(count)
        request.encoding = encoding
        if path.hasSuffix(".ics") { request.mapping = try MappingLibrary().recognized(request) }
    }

    /// `line,column,rule` of every record.
    func expected() throws -> [String] {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).expected.csv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map(String.init)
    }
}
