internal import Foundation

/// What an edition holds: `manifest.json`.
struct Manifest: Codable, Equatable {
    /// Name of the file.
    static let file = "manifest.json"

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

    /// The manifest as it is written to disk and kept in the ledger.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    /// Reads the text of one; nil for anything else.
    static func read(_ text: Data) -> Manifest? { try? JSONDecoder().decode(Manifest.self, from: text) }

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
}
