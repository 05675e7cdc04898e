internal import Digest
internal import Foundation
internal import Postgres
internal import Warehouse

// The files of an edition, written from the database.
extension Bundle {
    /// What was written into a draft.
    struct Written {
        let files: [Manifest.File]
        /// Checks that the figures do not stand, though they may be published.
        let warnings: [Finding]
        /// When the newest load finished; nil: nothing was loaded.
        let loadedAt: Timestamp?
    }

    /// Writes the files of a week's next edition, except the manifest, from one state of the database.
    func write(_ week: Week, _ staleSources: [String], now: Timestamp, into draft: Draft) throws -> Written {
        try fileSystem.make(draft.edition)
        let past = EditionPast(directory: ledger.directory)
        return try connection.transaction(isolation: .repeatableRead, readOnly: true) {
            try requireEnd(of: week, by: now)
            try requireValues(of: week)
            try requireGoodFigures(of: week)
            let files =
                try tables(week, past).map { try write($0, into: draft.edition, hasByteOrderMark, dialect) }
                + (hasPage ? [writePage(of: week, staleSources, past, into: draft.edition)] : [])
            return Written(
                files: files, warnings: try Finding.all(in: week, connection, of: [.warn]), loadedAt: try lastLoad())
        }
    }

    /// Writes files of an edition again.
    ///
    /// - Parameters:
    ///   - names: Which.
    ///   - draftFolder: Where; it is made.
    /// - Returns: Whether all of them have the bytes that were published.
    func write(_ names: [String], of record: EditionRecord, into draftFolder: String) throws -> Bool {
        try fileSystem.make(draftFolder)
        let past = record.past(in: ledger.directory)
        let written = try connection.transaction(isolation: .repeatableRead, readOnly: true) {
            var written = try tables(record.week, past).filter { names.contains($0.file) }.map {
                try write($0, into: draftFolder, record.hasByteOrderMark, record.dialect)
            }
            if names.contains(WebPage.file) {
                written.append(try writePage(of: record.week, record.manifest.staleSources, past, into: draftFolder))
            }
            return written
        }
        if names.contains(Manifest.file) {
            try fileSystem.write(Data(record.manifestText.utf8), to: "\(draftFolder)/\(Manifest.file)")
        }
        try fileSystem.sync(draftFolder)
        let published = record.manifest.files.filter { names.contains($0.name) }
        return written.count == published.count && published.allSatisfy(written.contains)
    }

    private func write(
        _ table: BundleTable, into folder: String, _ hasByteOrderMark: Bool, _ dialect: CSVDialect
    ) throws -> Manifest.File {
        let file = CSVFile(
            try OutputFile("\(folder)/\(table.file)", on: fileSystem), hasByteOrderMark: hasByteOrderMark,
            dialect: dialect, columns: try connection.columnContents(of: table.query))
        let rows = try connection.copyOut(table.query) { line in try file.append(line) }
        let (bytes, sha256) = try file.finish()
        return Manifest.File(name: table.file, rows: rows, bytes: bytes, sha256: sha256)
    }

    private func writePage(
        of week: Week, _ staleSources: [String], _ past: EditionPast, into folder: String
    ) throws -> Manifest.File {
        let page = try WebPage(connection, week: week, staleSources: staleSources, past: past)
        let text = Data(try PageTemplate("report").filled(with: page).utf8)
        try fileSystem.write(text, to: "\(folder)/\(WebPage.file)")
        return Manifest.File(
            name: WebPage.file, rows: page.headlineCount, bytes: text.count, sha256: SHA256.text(of: text))
    }

    private func lastLoad() throws -> Timestamp? {
        try connection.rows(
            """
            select max(load.finished_at) as finished_at
            from ops.load
            where load.status = 'loaded' and load.undone_at is null
            """)[
                0]["finished_at"]
    }

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
            throw Failure(
                .usage, "The week \(week) has no values.", remedy: "Run `earshot compute --week \(week)` first.")
        }
    }
}
