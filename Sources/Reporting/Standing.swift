public import Postgres
internal import Warehouse

/// How the warehouse stands: what was loaded, which weeks are computed, published or waiting.
public struct Standing: Encodable, Equatable, Sendable {
    /// One source and its newest load.
    public struct Source: Encodable, Equatable, Sendable {
        public let kind: String
        public let source: String
        /// When its newest file was loaded, in the reporting zone; nil: none was.
        public let loadedAt: String?
        /// Records of that file that broke a rule.
        public let rejected: Int?
        /// When a file was refused since; nil: none was.
        public let refusedAt: String?

        private enum CodingKeys: String, CodingKey {
            case kind, source, rejected
            case loadedAt = "loaded_at"
            case refusedAt = "refused_at"
        }
    }

    /// Sources by kind and name.
    public let sources: [Source]
    /// Weeks that were computed.
    public let computedWeeks: Int
    /// The newest of them, such as 2026-W10; nil: none.
    public let newestWeek: String?
    /// Its newest edition; nil: it was not published.
    public let edition: Int?
    /// Weeks that wait to be computed, oldest first.
    public let pendingWeeks: [String]
    /// Records that were rejected and wait in the ledger.
    public let rejectedRecords: Int

    private enum CodingKeys: String, CodingKey {
        case sources, edition
        case computedWeeks = "computed_weeks"
        case newestWeek = "newest_week"
        case pendingWeeks = "pending_weeks"
        case rejectedRecords = "rejected_records"
    }

    /// Reads it. `now` is the instant taken for the present.
    public init(_ connection: Connection, now: Timestamp) throws {
        pendingWeeks = try Schedule(connection).pending(now: now).map(\.description)
        sources = try connection.rows("""
            select kind, source, rejected_count,
                to_char(loaded_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as loaded_at,
                to_char(refused_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as refused_at
            from mart.freshness
            order by kind, source collate "C"
            """).map(Source.init)
        let week = try connection.rows("""
            select count(*) over () as week_count, week.iso_week, week.edition
            from mart.week
            order by week.week_start desc
            limit 1
            """).first
        computedWeeks = try week?["week_count"] ?? 0
        newestWeek = try week?["iso_week"]
        edition = try week?["edition"] ?? nil
        rejectedRecords = try connection.rows("select count(*) as number from ops.rejection").first?["number"] ?? 0
    }
}

extension Standing.Source {
    fileprivate init(_ row: Row) throws(PostgresError) {
        kind = try row["kind"]
        source = try row["source"]
        loadedAt = try row["loaded_at"]
        rejected = try row["rejected_count"]
        refusedAt = try row["refused_at"]
    }
}
