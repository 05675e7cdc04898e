import Foundation
import Postgres
import Records

/// The ledger of loads, `ops.load`.
struct Ledger {
    /// What makes a file the same file: all of this in the ledger already means there is nothing to do.
    struct Identity {
        var kind: String
        var source: String
        var mapping: Mapping
        var zone: String
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

    /// The load that brought the same bytes under the same identity; nil: none did.
    func earlierLoad(_ identity: Identity, sha256: String) throws -> Int? {
        try connection.rows(
            """
            select load_id from ops.load
            where status = 'loaded' and sha256 = \(sha256) and \(matches(identity))
            order by load_id limit 1
            """
        ).first?["load_id"]
    }

    /// Whether a file of that size was loaded under the same identity, so that comparing digests is worth reading it.
    func mayKnow(_ identity: Identity, bytes: Int) throws -> Bool {
        try !connection.rows(
            """
            select 1 from ops.load where status = 'loaded' and file_bytes = \(bytes) and \(matches(identity)) limit 1
            """
        ).isEmpty
    }

    private func matches(_ identity: Identity) -> SQL {
        """
        kind = \(identity.kind) and source = \(identity.source) and mapping = \(identity.mapping.name)
        and mapping_sha256 = \(identity.mapping.sha256) and zone = \(identity.zone)
        and observed_at = \(identity.observedAt)
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
        _ summary: LoadSummary, number: Int, identity: Identity, file: File, layout: RecordLayout, present: [String],
        ignored: [String], runID: String, startedAt: Timestamp, finishedAt: Timestamp
    ) throws {
        try connection.execute(
            """
            insert into ops.load (
                load_id, kind, source, status, file_path, file_bytes, file_modified_at, sha256, mapping, mapping_sha256,
                zone, observed_at, present_columns, ignored_columns, read_count, loaded_count, updated_count,
                unchanged_count, duplicate_count, stale_count, rejected_count, unattributed_count, out_of_order_count,
                undated_count, absent_count, started_at, finished_at, run_id, syntax, header, delimiter, replay_of
            ) overriding system value values (
                \(number), \(identity.kind), \(identity.source), 'loaded', \(file.path), \(file.bytes), \(file.modifiedAt),
                \(file.sha256), \(identity.mapping.name), \(identity.mapping.sha256), \(identity.zone),
                \(identity.observedAt), \(present), \(ignored), \(summary.read), \(summary.loaded),
                \(summary.updated), \(summary.unchanged), \(summary.duplicate), \(summary.stale), \(summary.rejected),
                \(summary.unattributed), \(summary.outOfOrder), \(summary.undated), \(summary.absent), \(startedAt),
                \(finishedAt), \(runID)::uuid, \(layout.syntax?.rawValue), \(layout.header), \(layout.delimiterText), \(summary.replayOf)
            )
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
                    mapping_sha256, zone, observed_at, present_columns, ignored_columns, read_count, rejected_count,
                    started_at, finished_at, run_id
                ) overriding system value values (
                    \(number), \(identity.kind), \(identity.source), 'refused', \(refusal.reason), \(file.path),
                    \(file.bytes), \(file.modifiedAt), \(file.sha256), \(identity.mapping.name),
                    \(identity.mapping.sha256), \(identity.zone), \(identity.observedAt), '{}', '{}', \(refusal.read),
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
