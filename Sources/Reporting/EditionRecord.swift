internal import Digest
internal import Foundation
internal import Postgres
internal import Warehouse

/// What the ledger knows of an edition in a folder of bundles.
struct EditionRecord: Equatable {
    let week: Week
    let edition: Int
    let publishedAt: Timestamp
    let manifest: Manifest
    /// The bytes of its `manifest.json`.
    let manifestText: String
    let hasByteOrderMark: Bool
    let dialect: CSVDialect
    /// The draft its files were written in; nil: the edition is finished.
    let draft: String?
    /// Whether its folder was found missing or altered and could not be written again.
    let isLost: Bool

    /// Name of its folder, such as `2026-W10.1`.
    var name: String { "\(week).\(edition)" }

    /// Its files with size and SHA-256, the manifest among them.
    var files: [Manifest.File] {
        let text = Data(manifestText.utf8)
        return manifest.files
            + [Manifest.File(name: Manifest.file, rows: 0, bytes: text.count, sha256: SHA256.text(of: text))]
    }
}

extension EditionRecord {
    /// Columns that ``init(_:)`` reads, of `mart.edition` and `ops.publication`.
    static let columns: SQL = """
        edition.week_start, edition.edition, edition.published_at, publication.manifest,
        publication.has_byte_order_mark, publication.delimiter, publication.decimal_mark,
        publication.draft::text as draft, publication.lost_at is not null as is_lost
        """

    init(_ row: Row) throws {
        guard let week = Week(startingOn: try row["week_start"]) else {
            throw Failure(.defect, "An edition is of no week.")
        }
        let text: String = try row["manifest"]
        guard let manifest = Manifest.read(Data(text.utf8)) else {
            throw Failure(.defect, "The manifest of an edition of \(week) in the ledger cannot be read.")
        }
        let delimiter: String = try row["delimiter"]
        let decimal: String = try row["decimal_mark"]
        self.init(
            week: week, edition: try row["edition"], publishedAt: try row["published_at"], manifest: manifest,
            manifestText: text, hasByteOrderMark: try row["has_byte_order_mark"],
            dialect: CSVDialect(delimiter: Character(delimiter), decimal: Character(decimal)),
            draft: try row["draft"], isLost: try row["is_lost"])
    }
}
