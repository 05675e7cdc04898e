internal import Digest
internal import Foundation
public import Postgres
internal import Warehouse

/// The folder that a week is published into: editions that never change, and links to the newest, or copies of it.
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

    /// Publishes a computed week as its next edition, or leaves things as they are when nothing changed since the last one.
    ///
    /// The edition is written beside, synced and renamed; then `DIR/2026-W10`, and `DIR/latest` when no later week is published,
    /// are switched to it by rename; copies are exchanged as a whole, or, where the file system cannot do that, missing for a
    /// moment. Whatever stops it leaves what was published before.
    /// - Parameters:
    ///   - staleSources: Names of required sources whose data do not reach the week's end; they stand in the manifest.
    ///   - now: Recorded as the time of publication.
    /// - Throws: `Failure`: kind `usage` for a week without values or one that has not ended, `data` when its figures do not
    ///   stand a check that they must, `cannotCreate` when the folder cannot be written.
    public func publish(_ week: Week, staleSources: [String] = [], now: Timestamp) throws -> Publication {
        try Failure.telling {
            try Folder.make("\(directory)/.editions")
            let draft = "\(directory)/.editions/.\(week).\(ProcessInfo.processInfo.processIdentifier)"
            try Folder.remove(draft)
            try Folder.make(draft)
            defer { try? Folder.remove(draft) }
            let (files, warnings, loadedAt) = try connection.transaction(isolation: .repeatableRead, readOnly: true) {
                try requireEnd(of: week, by: now)
                try requireValues(of: week)
                try requireGoodFigures(of: week)
                return (
                    try BundleTable.all(of: week).map { try write($0, into: draft) }
                        + [try writePage(of: week, staleSources, into: draft)],
                    try Finding.all(in: week, connection, of: [.warn]), try lastLoad()
                )
            }
            if let current = Manifest.read("\(directory)/\(week)"), current.saysAll(of: files) {
                try switchLatest(week, edition: current.edition)
                return Publication(
                    week: week, edition: current.edition, isNew: false, path: path(week, current.edition))
            }
            let edition = try nextEdition(of: week)
            let manifest = Manifest(
                week: "\(week)", weekStart: "\(week.start)", edition: edition, staleSources: staleSources.sorted(),
                warnings: warnings, dataLoadedAt: loadedAt?.description, files: files)
            let sha256 = try manifest.write(into: draft)
            try Folder.sync(draft)
            try Folder.rename(draft, to: path(week, edition))
            try Folder.sync("\(directory)/.editions")
            try record(week, edition, sha256, now)
            try switchLatest(week, edition: edition)
            return Publication(week: week, edition: edition, isNew: true, path: path(week, edition))
        }
    }

    private func path(_ week: Week, _ edition: Int) -> String { "\(directory)/.editions/\(week).\(edition)" }

    private func requireEnd(of week: Week, by now: Timestamp) throws {
        guard let standing = try Schedule(connection).standing(of: week, required: []), standing.endsAt <= now else {
            throw Failure(.usage, "The week \(week) has not ended yet.")
        }
    }

    private func requireGoodFigures(of week: Week) throws {
        guard let worst = try Finding.all(in: week, connection, of: [.fail]).first else { return }
        throw Failure(
            .data,
            "The figures of \(week) do not stand the check \(worst.check) (\(Wording.count(worst.rows, "row"))): \(worst.question)",
            remedy: "Nothing was published. sql/checks/\(worst.check).sql with '\(week.start)' for $1 shows the rows.")
    }

    private func requireValues(of week: Week) throws {
        let values = try connection.rows(
            "select exists (select from mart.metric_value where week_start = \(week.start)) as are_there")
        guard try values[0]["are_there"] else {
            throw Failure(.usage, "The week \(week) has no values.", remedy: "Compute it first.")
        }
    }

    private func write(_ table: BundleTable, into folder: String) throws -> Manifest.File {
        let file = try CSVFile(
            path: "\(folder)/\(table.file)", hasByteOrderMark: hasByteOrderMark, dialect: dialect,
            columns: connection.columnContents(of: table.query))
        let rows = try connection.copyOut(table.query) { line in try file.append(line) }
        let (bytes, sha256) = try file.finish()
        return Manifest.File(name: table.file, rows: rows, bytes: bytes, sha256: sha256)
    }

    private func writePage(of week: Week, _ staleSources: [String], into folder: String) throws -> Manifest.File {
        let page = try WebPage(connection, week: week, staleSources: staleSources)
        let text = Data(try PageTemplate("report").filled(with: page).utf8)
        let path = "\(folder)/\(WebPage.file)"
        guard FileManager.default.createFile(atPath: path, contents: text) else {
            throw Failure(.cannotCreate, "Cannot write \(path).")
        }
        try Folder.sync(path)
        return Manifest.File(
            name: WebPage.file, rows: page.headlineCount, bytes: text.count, sha256: SHA256.text(of: text))
    }

    private func lastLoad() throws -> Timestamp? {
        try connection.rows("select max(load.finished_at) as finished_at from ops.load where load.status = 'loaded'")[
            0]["finished_at"]
    }

    /// One more than any edition that the warehouse or the folder knows, so that none is ever written again.
    private func nextEdition(of week: Week) throws -> Int {
        let recorded: Int = try connection.rows(
            "select coalesce(max(edition.edition), 0) as edition from mart.edition where edition.week_start = \(week.start)"
        )[0]["edition"]
        let present = try Folder.names("\(directory)/.editions")
            .filter { $0.hasPrefix("\(week).") }.compactMap { Int($0.dropFirst("\(week).".count)) }
        return max(recorded, present.max() ?? 0) + 1
    }

    private func record(_ week: Week, _ edition: Int, _ sha256: String, _ now: Timestamp) throws {
        try connection.execute(
            """
            insert into mart.edition (week_start, edition, published_at, manifest_sha256)
            values (\(week.start), \(edition), \(now), \(sha256))
            """)
    }

    private func switchLatest(_ week: Week, edition: Int) throws {
        try lead("\(week)", to: ".editions/\(week).\(edition)")
        let newest = (Folder.target(of: "\(directory)/latest") ?? Manifest.read("\(directory)/latest")?.week)
            .flatMap { Week($0) }
        if newest.map({ $0 <= week }) ?? true { try lead("latest", to: "\(week)") }
        try Folder.sync(directory)
    }

    /// Makes one name in the folder lead to another, both as configured.
    private func lead(_ name: String, to other: String) throws {
        let (path, source) = ("\(directory)/\(name)", "\(directory)/\(other)")
        // A folder that is no bundle is not ours to replace.
        if Folder.isReal(path), Manifest.text(path) == nil {
            throw Failure(.cannotCreate, "The folder \(path) holds no bundle.", remedy: "Rename or remove it.")
        }
        let draft = "\(directory)/.editions/.\(name).new"
        switch latest {
        case .link: try Folder.link(path, to: other, over: draft)
        case .copy:
            if Folder.isReal(path), Manifest.text(path) == Manifest.text(source) { return }
            try Folder.copy(source, to: path, over: draft)
        }
    }
}
