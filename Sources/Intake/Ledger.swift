import Foundation
import Postgres
import Records

/// The ledger of loads, `ops.load`.
struct Ledger {
    /// What makes a load the same as the newest one of its file, so that there is nothing to do: all of this and the bytes.
    struct Identity {
        var kind: String
        var source: String
        var path: String
        var mapping: Mapping
        var zone: String
        var ownDomains: String
        var observedAt: Timestamp
    }

    /// The file as the ledger knows it.
    struct File {
        var path: String
        var bytes: Int
        var modifiedAt: Timestamp
        var sha256: String
    }

    let connection: Connection

    /// The newest load of the file, where it brought the same bytes under the same identity; nil: it did not, or its records
    /// are missing since.
    func earlierLoad(_ identity: Identity, sha256: String) throws -> Int? {
        try connection.rows(
            """
            select newest.load_id from (\(newest(identity))) as newest
            where newest.sha256 = \(sha256) and \(matches(identity))
            """
        ).first?["load_id"]
    }

    /// Whether the newest load of the file has that size and the same identity, so that comparing digests is worth reading it.
    func mayKnow(_ identity: Identity, bytes: Int) throws -> Bool {
        try !connection.rows(
            """
            select from (\(newest(identity))) as newest where newest.file_bytes = \(bytes) and \(matches(identity))
            """
        ).isEmpty
    }

    /// The loads of the file that were neither refused nor undone.
    func loads(of identity: Identity) throws -> [Int] {
        try connection.rows(
            """
            select load_id
            from ops.load
            where kind = \(identity.kind) and source = \(identity.source) and file_path = \(identity.path)
                and status = 'loaded' and undone_at is null
            order by load_id
            """
        ).map { try $0["load_id"] }
    }

    private func newest(_ identity: Identity) -> SQL {
        """
        select load.*
        from ops.load as load
        where load.kind = \(identity.kind) and load.source = \(identity.source) and load.file_path = \(identity.path)
            and load.status = 'loaded' and load.undone_at is null and load.replay_of is null
        order by load.load_id desc
        limit 1
        """
    }

    private func matches(_ identity: Identity) -> SQL {
        """
        newest.mapping = \(identity.mapping.name) and newest.mapping_sha256 = \(identity.mapping.sha256)
        and newest.zone = \(identity.zone) and newest.own_domains = \(identity.ownDomains)
        and newest.observed_at = \(identity.observedAt) and newest.missing is null
        """
    }

    /// The number that the next load will have.
    func nextNumber() throws -> Int {
        let rows = try connection.rows(
            "select nextval(pg_get_serial_sequence('ops.load', 'load_id')) as load_id")
        guard let number: Int = try rows.first?["load_id"] else { return 0 }
        return number
    }

    /// Whether the load drawn as `runID` was committed: what to ask after a lost connection.
    func holds(runID: String) throws -> Bool {
        try !connection.rows("select 1 from ops.load where run_id = \(runID)::uuid").isEmpty
    }

    /// Writes a load that is about to commit.
    func record(
        _ summary: LoadSummary, number: Int, identity: Identity, isComplete: Bool, file: File,
        layout: RecordLayout, present: [String], ignored: [String], runID: String, startedAt: Timestamp,
        finishedAt: Timestamp
    ) throws {
        try connection.execute(
            """
            insert into ops.load (
                load_id, kind, source, status, file_path, file_bytes, file_modified_at, sha256, mapping, mapping_sha256,
                zone, observed_at, present_columns, ignored_columns, read_count, loaded_count, updated_count,
                unchanged_count, duplicate_count, stale_count, rejected_count, unattributed_count, out_of_order_count,
                undated_count, absent_count, started_at, finished_at, run_id, syntax, header, delimiter, replay_of,
                own_domains, is_complete, held, behind,
                warnings
            ) overriding system value values (
                \(number), \(identity.kind), \(identity.source), 'loaded', \(file.path), \(file.bytes), \(file.modifiedAt),
                \(file.sha256), \(identity.mapping.name), \(identity.mapping.sha256), \(identity.zone),
                \(identity.observedAt), \(present), \(ignored), \(summary.read), \(summary.loaded),
                \(summary.updated), \(summary.unchanged), \(summary.duplicate), \(summary.stale), \(summary.rejected),
                \(summary.unattributed), \(summary.outOfOrder), \(summary.undated), \(summary.absent), \(startedAt),
                \(finishedAt), \(runID)::uuid, \(layout.syntax?.rawValue), \(layout.header), \(layout.delimiterText), \(summary.replayOf),
                \(identity.ownDomains), \(isComplete), (select held from load_context), (select behind from load_context),
                \(summary.warnings.json)::jsonb
            )
            """)
    }

    /// Notes that records of the file's earlier loads which were missing are there again.
    func noteFound(_ identity: Identity, sha256: String) throws {
        try connection.execute(
            """
            update ops.load
            set missing = null
            where missing is not null and kind = \(identity.kind) and source = \(identity.source)
                and file_path = \(identity.path) and sha256 = \(sha256)
            """)
    }

    /// Writes why a file was refused, with its first rejections, and gives the number of the load.
    func refuse(
        _ refusal: Refusal, identity: Identity, file: File, runID: String, startedAt: Timestamp
    ) throws -> Int {
        try connection.transaction {
            let number = try nextNumber()
            try connection.execute(
                """
                insert into ops.load (
                    load_id, kind, source, status, reason, file_path, file_bytes, file_modified_at, sha256, mapping,
                    mapping_sha256, zone, own_domains, observed_at, present_columns, ignored_columns, read_count, rejected_count,
                    started_at, finished_at, run_id
                ) overriding system value values (
                    \(number), \(identity.kind), \(identity.source), 'refused', \(refusal.reason), \(file.path),
                    \(file.bytes), \(file.modifiedAt), \(file.sha256), \(identity.mapping.name),
                    \(identity.mapping.sha256), \(identity.zone), \(identity.ownDomains), \(identity.observedAt), '{}', '{}', \(refusal.read),
                    \(refusal.rejected), \(startedAt), \(startedAt), \(runID)::uuid
                )
                """)
            for (index, rejection) in refusal.sample.enumerated() {
                try connection.execute(
                    """
                    insert into ops.rejection (load_id, ordinal, line, column_name, rule, message, record)
                    values (\(number), \(index + 1), \(rejection.line), \(rejection.column), \(rejection.rule.rawValue),
                        \(rejection.message), \(rejection.record))
                    """)
            }
            return number
        }
    }
}
