internal import Digest
internal import Foundation
internal import Postgres
internal import Warehouse

/// What the database says of the editions in one folder of bundles; every change is committed by itself.
struct PublicationLedger {
    let connection: Connection
    /// Absolute path of the folder.
    let directory: String
    /// Stands before each change, as before the calls of ``FileSystem``; nil: every change takes place.
    var interception: FileSystem.Interception?

    /// The editions of the folder, by week and number; those that were lost too.
    func records() throws -> [EditionRecord] {
        try connection.rows(
            """
            select \(EditionRecord.columns)
            from ops.publication
            join mart.edition
                on edition.week_start = publication.week_start and edition.edition = publication.edition
            where publication.directory = \(directory)
            order by edition.week_start, edition.edition
            """
        ).map(EditionRecord.init)
    }

    /// The folders of bundles that editions were published into.
    static func directories(_ connection: Connection) throws -> [String] {
        try connection.rows(
            """
            select directory from ops.publication
            union
            select directory from ops.bundle_draft
            order by directory
            """
        ).map { try $0["directory"] }
    }

    /// An edition that was not published into this folder as far as the ledger knows, or was lost in it.
    struct Stray {
        let week: Week
        let edition: Int
        let publishedAt: Timestamp
        let manifestSHA256: String
        /// nil: it is not known where it was published.
        let directory: String?
        let isLost: Bool
    }

    /// All of those, by week and number.
    func strays() throws -> [Stray] {
        try connection.rows(
            """
            select edition.week_start, edition.edition, edition.published_at, edition.manifest_sha256,
                publication.directory,
                publication.lost_at is not null as is_lost
            from mart.edition
            left join ops.publication
                on publication.week_start = edition.week_start and publication.edition = edition.edition
            where publication.directory is distinct from \(directory) or publication.lost_at is not null
            order by edition.week_start, edition.edition
            """
        ).compactMap { row in
            guard let week = Week(startingOn: try row["week_start"]) else { return nil }
            return Stray(
                week: week, edition: try row["edition"], publishedAt: try row["published_at"],
                manifestSHA256: try row["manifest_sha256"], directory: try row["directory"], isLost: try row["is_lost"])
        }
    }

    /// The drafts that were begun in the folder and not removed, with the process of the session that began each.
    func drafts() throws -> [(draft: String, serverProcess: Int)] {
        try connection.rows(
            """
            select draft::text as draft, server_process from ops.bundle_draft
            where directory = \(directory)
            order by draft
            """
        ).map { (try $0["draft"], try $0["server_process"]) }
    }

    /// Notes a draft that is about to be made.
    ///
    /// - Returns: Its name.
    func beginDraft() throws -> String {
        let draft = UUID().uuidString.lowercased()
        try change("begin draft") {
            try connection.execute(
                """
                insert into ops.bundle_draft (draft, directory, server_process)
                values (\(draft)::uuid, \(directory), pg_backend_pid())
                """)
        }
        return draft
    }

    /// Forgets a draft that was removed.
    func endDraft(_ draft: String) throws {
        try change("end draft") {
            try connection.execute("delete from ops.bundle_draft where draft = \(draft)::uuid")
        }
    }

    /// The highest number of an edition of a week, in whatever folder; 0: there is none.
    func highestEdition(of week: Week) throws -> Int {
        try connection.rows(
            "select coalesce(max(edition.edition), 0) as edition from mart.edition where edition.week_start = \(week.start)"
        )[0]["edition"]
    }

    /// Makes an edition final: from now on it counts as published, and its folder and links follow.
    ///
    /// - Parameter finishedAt: When these were found in place; nil: they are not yet.
    func decide(_ record: EditionRecord, finishedAt: Timestamp? = nil) throws {
        try change("decide") {
            try connection.transaction {
                try connection.execute(
                    """
                    insert into mart.edition (week_start, edition, published_at, manifest_sha256)
                    values (\(record.week.start), \(record.edition), \(record.publishedAt), \(SHA256.text(of: record.manifestText.utf8)))
                    """)
                try place(record, finishedAt: finishedAt)
            }
        }
    }

    /// Notes that an edition of ``strays()`` is in this folder.
    func adopt(_ record: EditionRecord, now: Timestamp) throws {
        try change("adopt") { try place(record, finishedAt: now) }
    }

    private func place(_ record: EditionRecord, finishedAt: Timestamp?) throws {
        try connection.execute(
            """
            insert into ops.publication (
                week_start, edition, directory, manifest, has_byte_order_mark, delimiter, decimal_mark, draft,
                finished_at)
            values (
                \(record.week.start), \(record.edition), \(directory), \(record.manifestText),
                \(record.hasByteOrderMark), \(String(record.dialect.delimiter)), \(String(record.dialect.decimal)),
                \(record.draft)::uuid, \(finishedAt))
            on conflict (week_start, edition) do update set
                directory = excluded.directory, draft = excluded.draft, finished_at = excluded.finished_at, lost_at = null
            """)
    }

    /// Notes that folder and links of an edition are in place and its draft is removed.
    func finish(_ record: EditionRecord, now: Timestamp) throws {
        try change("finish") {
            try connection.execute(
                """
                with ended as (
                    delete from ops.bundle_draft where draft = \(record.draft)::uuid
                )
                update ops.publication set finished_at = \(now), draft = null
                where week_start = \(record.week.start) and edition = \(record.edition)
                """)
        }
    }

    /// Notes that an edition is missing and cannot be written again.
    func lose(_ record: EditionRecord, now: Timestamp) throws {
        try change("lose") {
            try connection.execute(
                """
                update ops.publication set lost_at = \(now), finished_at = coalesce(finished_at, \(now)), draft = null
                where week_start = \(record.week.start) and edition = \(record.edition)
                """)
        }
    }

    private func change(_ name: String, _ body: () throws -> Void) throws {
        _ = try interception?(name, directory)
        try body()
    }
}
