import Foundation

/// An export made up in the vendor's shape: `<case>.csv`, `.json` and so on in a folder named for its mapping, and beside it
/// `<case>.expected.csv` with the canonical records it becomes.
struct VendorFixture: CustomStringConvertible, Sendable {
    /// Name of the mapping.
    let mapping: String
    /// The export.
    let file: URL

    /// Those of the built-in mappings, in `Tests/Fixtures/vendors`.
    static let builtIn = all(in: URL(filePath: #filePath).appending(path: "../../Fixtures/vendors").standardized)

    /// Those in a folder that has one for each mapping.
    static func all(in folder: URL) -> [VendorFixture] {
        contents(of: folder).flatMap { mapping in
            contents(of: mapping).filter { !$0.lastPathComponent.hasSuffix(".expected.csv") }
                .map { VendorFixture(mapping: mapping.lastPathComponent, file: $0) }
        }
    }

    private static func contents(of folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }
    }

    var name: String { "\(mapping)/\(file.lastPathComponent)" }

    var description: String { name }

    var path: String { file.path }

    /// The canonical records, as CSV.
    func expected() throws -> String {
        let file = file.deletingPathExtension().appendingPathExtension("expected.csv")
        return try String(contentsOf: file, encoding: .utf8)
    }
}
