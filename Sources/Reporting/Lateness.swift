public import Postgres
public import Warehouse

/// What is late, and for which somebody has to look.
public struct Lateness: Encodable, Equatable, Sendable {
    /// A source whose delivery is late.
    public struct Source: Encodable, Equatable, Sendable {
        /// Its name.
        public let source: String
        /// Instant that its newest file shows, in the reporting zone; nil: none was loaded.
        public let observedAt: String?

        private enum CodingKeys: String, CodingKey {
            case source
            case observedAt = "observed_at"
        }
    }

    /// Sources whose newest file is older than their time and grace, by name.
    public let sources: [Source]
    /// Sources of which a file was refused and nothing came since, by name.
    public let refused: [String]
    /// Weeks that should have been published, oldest first.
    public let overdueWeeks: [String]
    /// The last run, where it failed.
    public let failedRun: RunRecord?

    /// Where the folders of bundles are not as the ledger has them.
    public let bundleFaults: [BundleFault]

    /// Whether nothing is late, and everything published is in its place.
    public var isEmpty: Bool {
        sources.isEmpty && refused.isEmpty && overdueWeeks.isEmpty && failedRun == nil && bundleFaults.isEmpty
    }

    private enum CodingKeys: String, CodingKey {
        case sources, refused
        case overdueWeeks = "overdue_weeks"
        case failedRun = "failed_run"
        case bundleFaults = "bundle_faults"
    }

    /// Reads it.
    ///
    /// - Parameters:
    ///   - expected: The deliveries that are waited for.
    ///   - bundle: The folder that weeks are published into; nil: folders are not looked at.
    ///   - now: The instant taken for the present.
    public init(
        _ connection: Connection, expected: [ExpectedDelivery], bundle: Bundle? = nil, now: Timestamp
    ) throws {
        self = try Failure.telling {
            Lateness(
                sources: try Self.lateSources(connection, expected, now),
                refused: try Self.refusedSources(connection),
                overdueWeeks: try Schedule(connection).overdue(now: now).map(\.description),
                failedRun: try RunRecord.newest(connection).flatMap { $0.hasFailed ? $0 : nil },
                bundleFaults: try bundle?.faults() ?? [])
        }
    }

    private init(
        sources: [Source], refused: [String], overdueWeeks: [String], failedRun: RunRecord?,
        bundleFaults: [BundleFault]
    ) {
        self.bundleFaults = bundleFaults
        self.sources = sources
        self.refused = refused
        self.overdueWeeks = overdueWeeks
        self.failedRun = failedRun
    }

    private static func lateSources(
        _ connection: Connection, _ expected: [ExpectedDelivery], _ now: Timestamp
    ) throws -> [Source] {
        try connection.rows(
            """
            with
            expected as (
                select name, seconds * interval '1 second' as patience
                from unnest(\(expected.map(\.source))::text[], \(expected.map { $0.every + $0.grace })::bigint[])
                    as delivery (name, seconds)
            ),
            delivered as (
                select expected.name, expected.patience, max(load.observed_at) as observed_at
                from expected
                left join ops.load on load.source = expected.name and load.status = 'loaded'
                    and load.undone_at is null
                group by expected.name, expected.patience
            )
            select
                delivered.name,
                to_char(delivered.observed_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as observed_at
            from delivered
            where coalesce(delivered.observed_at, '-infinity') < \(now)::timestamptz - delivered.patience
            order by delivered.name collate "C"
            """
        ).map { Source(source: try $0["name"], observedAt: try $0["observed_at"]) }
    }

    private static func refusedSources(_ connection: Connection) throws -> [String] {
        try connection.rows(
            """
            select freshness.source
            from mart.freshness
            where freshness.refused_at is not null
            group by freshness.source
            order by freshness.source collate "C"
            """
        ).map { try $0["source"] }
    }
}
