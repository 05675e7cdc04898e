import Foundation
public import Postgres
import Records
import Warehouse

extension LoadRequest {
    /// Whether the file as it is now, by path, size and time of modification, is what the newest load of that path read, or
    /// refused, in the same way: then it need not be read. A file that cannot be looked at is not known, nor is one whose
    /// records an undo has removed.
    ///
    /// One that was written after its load had begun is not taken for known, since it may have changed meanwhile. A
    /// mapping, zone or own domain that was changed makes it unknown; which built-in mapping a file's columns find is not
    /// looked at.
    public func isKnown(on connection: Connection) throws -> Bool {
        guard let state = FileState(path: path) else { return false }
        let known = try effectiveMapping.identified(by: MeetingSeries(newestOf: Settings(connection)))
        return try !connection.rows(
            """
            with newest as (
                select *
                from ops.load
                where kind = \(effectiveMapping.kind.name)
                    and source = \(effectiveSource)
                    and file_path = \(name)
                    and replay_of is null
                    and undone_at is null
                order by load_id desc
                limit 1
            )
            select
            from newest
            where file_modified_at = \(state.modifiedAt)
                and file_modified_at < started_at
                and (
                    file_bytes = \(state.byteCount)
                    -- Of a part of an archive its own bytes are known, of one that cannot be opened none.
                    or \(member != nil)
                    or (status = 'refused' and file_bytes = 0))
                and (\(mapping == nil) or mapping_sha256 = \(known.sha256))
                and zone = coalesce(\(zone ?? mapping?.zone), zone)
                and own_domains = (
                    select coalesce(string_agg(own.domain, ';' order by own.domain collate "C"), '')
                    from core.own_domain as own)
                and missing is null
                -- One that was refused since its time was still to come is looked at again once it has come.
                and not (status = 'refused' and observed_at > started_at and observed_at <= clock_timestamp())
            """
        ).isEmpty
    }

    /// What the folder says of a file, without opening it.
    private struct FileState {
        let byteCount: Int
        let modifiedAt: Timestamp

        init?(path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            byteCount = Int(status.st_size)
            modifiedAt = Timestamp(
                microsecondsSinceUnixEpoch: Int64(status.st_mtim.tv_sec) * 1_000_000
                    + Int64(status.st_mtim.tv_nsec / 1000))
        }
    }
}
