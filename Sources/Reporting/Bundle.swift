internal import Foundation
public import Postgres
internal import Warehouse

/// The folder that a week is published into: editions that never change, and links to the newest, or copies of it.
///
/// The ledger (`ops.publication`) knows which edition was published into which folder and what it holds. A publication is
/// written into a draft, made final in the ledger, renamed into place, linked, and finished in the ledger; whatever stops it,
/// the next publication or ``repair(isOwn:now:)`` finishes it or begins it anew.
public struct Bundle {
    let connection: Connection
    /// Path of the folder; it is made when it is missing.
    public let directory: String
    /// Whether text files begin with a byte order mark, which spreadsheets need.
    public let hasByteOrderMark: Bool
    /// How the CSV files are written.
    public let dialect: CSVDialect
    /// How `DIR/2026-W10` and `DIR/latest` lead to the newest edition.
    public let latest: Latest
    /// All calls to the file system pass through it.
    var fileSystem = FileSystem()
    /// The CSV files of a week.
    var tables: (Week, EditionPast) -> [BundleTable] = BundleTable.all
    /// Whether there is a page beside them.
    var hasPage = true

    /// What stands in a folder of bundles beside the editions.
    public enum Latest: String, Sendable {
        /// Links, which are switched at once.
        case link
        /// Folders with copies, for shares and programs that know no links.
        case copy
    }

    /// A bundle folder.
    public init(
        _ connection: Connection, directory: String, hasByteOrderMark: Bool = true, dialect: CSVDialect = .standard,
        latest: Latest = .link
    ) {
        self.latest = latest
        self.dialect = dialect
        self.connection = connection
        self.directory = directory
        self.hasByteOrderMark = hasByteOrderMark
    }

    /// Whether the folder is there; where it cannot be made, no week can be published.
    public var exists: Bool { FileManager.default.fileExists(atPath: folder.editions) }

    var folder: BundleFolder { BundleFolder(path: directory, fileSystem: fileSystem) }

    /// What the database says of the folder.
    var ledger: PublicationLedger {
        PublicationLedger(
            connection: connection, directory: FileSystem.absolute(directory), interception: fileSystem.interception)
    }

    /// Publishes a computed week as its next edition, or leaves things as they are when nothing changed since the last one.
    ///
    /// `DIR/latest` is switched when no later week is published. Copies are exchanged as a whole, or, where the file system
    /// cannot do that, missing for a moment. What is in the way and not ours is left alone.
    /// - Parameters:
    ///   - staleSources: Names of required sources whose data do not reach the week's end; they stand in the manifest.
    ///   - now: Recorded as the time of publication.
    /// - Throws: `Failure`: kind `usage` for a week without values or one that has not ended, `data` when its figures do not
    ///   stand a check that they must; `cannotCreate`, `inputOutput` or `permission` when the folder cannot be written.
    public func publish(_ week: Week, staleSources: [String] = [], now: Timestamp) throws -> Publication {
        try Failure.telling {
            try fileSystem.make(folder.editions)
            let finished = try finishOthers(now: now)
            return try withDraft { draft in
                let written = try write(week, staleSources, now: now, into: draft)
                if let current = try current(week, saying: written.files, now: now) {
                    try lead(to: current, draft: draft.path)
                    try remove(draft)
                    return publication(of: current, isNew: finished.contains { $0.name == current.name })
                }
                return publication(of: try finish(week, staleSources, written, draft: draft, now: now), isNew: true)
            }
        }
    }

    /// The computed weeks that are due and were not published into this folder as they are now, oldest first.
    public func unpublished(required: [RequiredSource], now: Timestamp) throws -> [DueWeek] {
        try Schedule(connection).unpublished(in: ledger.directory, required: required, now: now)
    }

    private func publication(of record: EditionRecord, isNew: Bool) -> Publication {
        Publication(week: record.week, edition: record.edition, isNew: isNew, path: folder.place(of: record))
    }

    /// The newest edition of a week where files written now would say nothing new; one that the ledger does not know, as after
    /// the database was restored from an older dump, is taken over.
    private func current(_ week: Week, saying files: [Manifest.File], now: Timestamp) throws -> EditionRecord? {
        if let newest = try ledger.records().last(where: { $0.week == week }) {
            guard !newest.isLost, newest.manifest.saysAll(of: files) else { return nil }
            if case .foreign(let obstacle) = try folder.state(of: newest) {
                throw Self.inTheWay(obstacle, of: folder.place(of: newest))
            }
            return newest
        }
        guard let text = try fileSystem.contents(of: "\(directory)/\(week)/\(Manifest.file)"),
            let manifest = Manifest.read(text), manifest.week == "\(week)", manifest.saysAll(of: files),
            manifest.edition > (try ledger.highestEdition(of: week))
        else { return nil }
        let record = self.record(week, manifest, text: String(decoding: text, as: UTF8.self), draft: nil, now: now)
        guard try folder.state(of: record) == .intact else { return nil }
        try ledger.decide(record, finishedAt: now)
        return record
    }

    private func record(_ week: Week, _ manifest: Manifest, text: String, draft: String?, now: Timestamp)
        -> EditionRecord
    {
        EditionRecord(
            week: week, edition: manifest.edition, publishedAt: now, manifest: manifest, manifestText: text,
            hasByteOrderMark: hasByteOrderMark, dialect: dialect, draft: draft, isLost: false)
    }

    /// Makes what was written the next edition: in the ledger first, then on the disk.
    private func finish(
        _ week: Week, _ staleSources: [String], _ written: Written, draft: Draft, now: Timestamp
    ) throws -> EditionRecord {
        let manifest = Manifest(
            week: "\(week)", weekStart: "\(week.start)", edition: try nextEdition(of: week),
            staleSources: staleSources.sorted(), warnings: written.warnings,
            dataLoadedAt: written.loadedAt?.description,
            files: written.files)
        let record = self.record(week, manifest, text: try manifest.text, draft: draft.id, now: now)
        try fileSystem.write(Data(record.manifestText.utf8), to: "\(draft.edition)/\(Manifest.file)")
        try fileSystem.sync(draft.edition)
        draft.isNeeded = true
        try ledger.decide(record)
        try settle(record, now: now)
        return record
    }

    /// One more than any edition that the warehouse or the folder knows, so that none is ever written again.
    private func nextEdition(of week: Week) throws -> Int {
        let present = try fileSystem.names(folder.editions)
            .filter { $0.hasPrefix("\(week).") }.compactMap { Int($0.dropFirst("\(week).".count)) }
        return max(try ledger.highestEdition(of: week), present.max() ?? 0) + 1
    }

    static func inTheWay(_ obstacle: String, of path: String) -> Failure {
        Failure(
            .cannotCreate,
            obstacle == path
                ? "\(path) is not part of a bundle, and in the way of one."
                : "\(obstacle) is not part of a bundle, and in the way of \(path).",
            remedy: "Move or rename it; the next `earshot run` or `earshot publish` goes on.")
    }
}
