import Foundation

/// The files of `Tests/Fixtures/refusals`: `<kind>-<what>.csv`, and beside each `….expected.csv` with the line, column
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

    var path: String { Self.folder.appending(path: "\(name).csv").path }

    /// `line,column,rule` of every record.
    func expected() throws -> [String] {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).expected.csv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map(String.init)
    }
}
