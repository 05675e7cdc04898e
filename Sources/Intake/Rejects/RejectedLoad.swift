public import Postgres

/// A load whose rejected records still wait.
public struct RejectedLoad: Encodable, Equatable, Sendable {
    /// Its number.
    public let load: Int
    /// Path of the file as named.
    public let file: String
    /// Kind of the records.
    public let kind: String
    /// Source they belong to.
    public let source: String
    /// Name of its mapping; empty: canonical columns.
    public let mapping: String
    /// Whether the file was refused: nothing of it was loaded, and only its first rejections are kept.
    public let isRefused: Bool
    /// When it began, in the reporting zone.
    public let loadedAt: String
    /// Records that wait.
    public let rejected: Int
    /// Those that are kept, by rule.
    public let rejectedByRule: [String: Int]

    private enum CodingKeys: String, CodingKey {
        case load, file, kind, source, mapping, rejected
        case isRefused = "refused"
        case loadedAt = "loaded_at"
        case rejectedByRule = "rejected_by_rule"
    }

    /// All of them, oldest first.
    public static func all(over connection: Connection) throws -> [RejectedLoad] {
        let counts = try connection.rows(
            """
            select rejection.load_id, rejection.rule, count(*) as number
            from ops.rejection
            join ops.rejected_load as load on load.load_id = rejection.load_id
            group by rejection.load_id, rejection.rule
            """)
        var rules: [Int: [String: Int]] = [:]
        for row in counts { rules[try row["load_id"], default: [:]][try row["rule"]] = try row["number"] }
        return try connection.rows(
            """
            select load.*,
                to_char(load.started_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as loaded_at
            from ops.rejected_load as load
            order by load.load_id
            """
        ).map { try RejectedLoad($0, rules: rules) }
    }

    private init(_ row: Row, rules: [Int: [String: Int]]) throws {
        load = try row["load_id"]
        file = try row["file_path"]
        kind = try row["kind"]
        source = try row["source"]
        mapping = try row["mapping"]
        isRefused = try row["is_refused"]
        loadedAt = try row["loaded_at"]
        rejected = try row["rejected_count"]
        rejectedByRule = rules[load] ?? [:]
    }
}
