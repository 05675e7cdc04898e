internal import Digest
internal import Foundation
internal import Warehouse

/// What an edition holds: `manifest.json`.
struct Manifest: Codable {
    /// A file of the edition.
    struct File: Codable, Equatable {
        let name: String
        /// Records, the header not counted; headlines of the page.
        let rows: Int
        let bytes: Int
        let sha256: String
    }

    let week: String
    let weekStart: String
    let edition: Int
    /// Required sources whose data do not reach the end of the week.
    let staleSources: [String]
    /// Checks of `sql/checks` that the figures do not stand, though they may be published.
    let warnings: [Finding]
    /// When the newest load finished; nil: nothing was loaded.
    let dataLoadedAt: String?
    let files: [File]

    private enum CodingKeys: String, CodingKey {
        case week, edition, warnings, files
        case weekStart = "week_start"
        case staleSources = "stale_sources"
        case dataLoadedAt = "data_loaded_at"
    }

    /// The manifest of an edition's folder; nil where there is none that can be read.
    static func read(_ folder: String) -> Manifest? {
        text(folder).flatMap { try? JSONDecoder().decode(Manifest.self, from: $0) }
    }

    /// The bytes of an edition's manifest, which name those of every other file; nil where there is none.
    static func text(_ folder: String) -> Data? { FileManager.default.contents(atPath: "\(folder)/manifest.json") }

    /// Whether files written now would say nothing new.
    ///
    /// Restatements look back to the edition before: those made since this one are new, those that it lists are not. The page
    /// says in other words what stands in the files.
    func saysAll(of others: [File]) -> Bool {
        let restatements = BundleTable.restatementsFile
        let relative = [restatements, WebPage.file]
        return files.filter { !relative.contains($0.name) } == others.filter { !relative.contains($0.name) }
            && !others.contains { $0.name == restatements && $0.rows > 0 }
    }

    /// Writes `manifest.json` through to the disk.
    ///
    /// - Returns: its SHA-256.
    func write(into folder: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(self) + Data("\n".utf8)
        guard FileManager.default.createFile(atPath: "\(folder)/manifest.json", contents: data) else {
            throw Failure(.cannotCreate, "Cannot write \(folder)/manifest.json.")
        }
        try Folder.sync("\(folder)/manifest.json")
        return SHA256.text(of: data)
    }
}
