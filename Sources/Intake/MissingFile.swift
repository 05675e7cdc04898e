public import Postgres
import Records

/// A file that is to be loaded again: an undone load had overwritten values of its records, and they are missing since.
public struct MissingFile: Codable, Hashable, Sendable {
    /// Number of its load.
    public let load: Int
    /// Path of the file as named.
    public let file: String
    /// Kind of its records.
    public let kind: String
    /// Source they belong to.
    public let source: String
    /// Records that are missing.
    public let records: Int
    /// The command that loads it again as it was loaded.
    public let command: String

    /// All of them, the newest load first.
    public static func all(over connection: Connection) throws -> [MissingFile] {
        try connection.rows(
            """
            select load.*,
                load.zone is distinct from core.reporting_tz() as has_zone,
                to_char(load.observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as as_of,
                (select sum(upper(span) - lower(span)) from unnest(load.missing) as span)::bigint as missing_count
            from ops.load as load
            where load.missing is not null
            order by load.load_id desc
            """
        ).map { try MissingFile($0) }
    }

    private init(_ row: Row) throws {
        load = try row["load_id"]
        file = try row["file_path"]
        kind = try row["kind"]
        source = try row["source"]
        records = try row["missing_count"]
        let (mapping, zone, asOf): (String, String, String) = (
            try row["mapping"], try row["zone"], try row["as_of"]
        )
        // A file in an archive is loaded with the archive.
        let path = file.split(separator: "!", maxSplits: 1).first.map(String.init) ?? file
        command = [
            "earshot load \(kind) \(EscapedText(path))",
            source == "default" ? "" : " --source \(EscapedText(source))",
            mapping.isEmpty ? "" : " --mapping \(EscapedText(mapping))",
            try row["has_zone"] ? " --zone \(zone)" : "",
            " --as-of \(asOf)",
        ].joined()
    }
}
