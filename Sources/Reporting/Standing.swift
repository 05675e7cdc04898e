public import Postgres
public import Warehouse

/// How the warehouse stands: what was loaded, which weeks are computed, published or waiting.
public struct Standing: Encodable, Equatable, Sendable {
    /// One source and its newest load.
    public struct Source: Encodable, Equatable, Sendable {
        /// Kind of its records.
        public let kind: String
        /// Its name.
        public let source: String
        /// When its newest file was loaded, in the reporting zone; nil: none was.
        public let loadedAt: String?
        /// Records of that file that broke a rule.
        public let rejected: Int?
        /// When a file was refused since; nil: none was.
        public let refusedAt: String?
        /// Records of its newest file; nil: none was loaded.
        public let read: Int?
        /// Records of the delivery before it; nil: there was none.
        public let readBefore: Int?
        /// What makes figures doubtful though that file was loaded.
        public let warnings: [String]

        /// Whether its newest file has at least 90 % fewer records than the delivery before, which had ten at least.
        public var isShrunken: Bool {
            guard let read, let readBefore else { return false }
            return readBefore >= 10 && read <= readBefore / 10
        }

        private enum CodingKeys: String, CodingKey {
            case kind, source, rejected, read, warnings
            case readBefore = "read_before"
            case loadedAt = "loaded_at"
            case refusedAt = "refused_at"
        }
    }

    /// The week that is due next.
    public struct NextDue: Encodable, Equatable, Sendable {
        /// Such as 2026-W10.
        public let week: String
        /// When it ends, in the reporting zone.
        public let endsAt: String
        /// When it is due though sources are late.
        public let graceEndsAt: String
        /// Required sources whose data do not reach its end yet.
        public let staleSources: [String]

        private enum CodingKeys: String, CodingKey {
            case week
            case endsAt = "ends_at"
            case graceEndsAt = "grace_ends_at"
            case staleSources = "stale_sources"
        }
    }

    /// References that resolve to no customer, or to none of us.
    public struct Unmatched: Encodable, Equatable, Sendable {
        /// Whom they name.
        public let subject: UnmatchedReference.Subject
        /// Different ones.
        public let references: Int
        /// Records with them; of customers also those that name none.
        public let records: Int
    }

    /// The run that began last; nil: there was none.
    public let run: RunRecord?
    /// When the last run that did everything ended, in the reporting zone; nil: none did.
    public let lastSuccess: String?
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
    /// Computed weeks that are due and were not published as they are now, oldest first.
    public let dueWeeks: [String]
    /// The week that is due next; nil: none is known.
    public let nextDue: NextDue?
    /// Records that were rejected and wait in the ledger.
    public let rejectedRecords: Int
    /// Where the folders of bundles are not as the ledger has them.
    public let bundleFaults: [BundleFault]
    /// What was never loaded, and the metrics that wait for it; empty before the first week is computed.
    public let missing: [MissingInput]
    /// References of records that resolve to nobody, counted.
    public let unmatched: [Unmatched]
    /// Records that name what no file has brought.
    public let unlinked: [UnlinkedRecords]
    /// Names met in the data of which the configuration does not say how they are spelled.
    public let unmappedNames: [UnmappedName]
    /// Names met in the data that differ in case only.
    public let nameVariants: [NameVariants]

    private enum CodingKeys: String, CodingKey {
        case run, sources, edition, missing
        case lastSuccess = "last_success"
        case computedWeeks = "computed_weeks"
        case newestWeek = "newest_week"
        case pendingWeeks = "pending_weeks"
        case dueWeeks = "due_weeks"
        case nextDue = "next_due"
        case rejectedRecords = "rejected_records"
        case bundleFaults = "bundle_faults"
        case unmatched, unlinked
        case unmappedNames = "unmapped_names"
        case nameVariants = "name_variants"
    }

    /// Reads it.
    ///
    /// - Parameters:
    ///   - bundle: The folder that weeks are published into; nil: folders are not looked at.
    ///   - required: The sources that a week waits for.
    ///   - spellings: What the configuration says of departments, segments and themes: name in lower case → the one to use.
    ///   - now: The instant taken for the present.
    public init(
        _ connection: Connection, bundle: Bundle? = nil, required: [RequiredSource] = [],
        spellings: [UnmappedName.Kind: [String: String]] = [:],
        now: Timestamp
    ) throws {
        let schedule = Schedule(connection)
        run = try RunRecord.newest(connection)
        lastSuccess = try Self.lastSuccess(connection)
        pendingWeeks = try schedule.pending(now: now).map(\.description)
        dueWeeks = try schedule.unpublished(in: bundle?.ledger.directory, required: required, now: now).map(
            \.week.description)
        bundleFaults = try bundle?.faults() ?? []
        nextDue = try schedule.next(required: required, now: now).map { try NextDue($0, connection) }
        sources = try connection.rows(
            """
            select kind, source, read_count, previous_count, rejected_count,
                array(select warning ->> 'message' from jsonb_array_elements(warnings) as warning) as warnings,
                to_char(loaded_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as loaded_at,
                to_char(refused_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as refused_at
            from mart.freshness
            order by kind, source collate "C"
            """
        ).map(Source.init)
        let week = try connection.rows(
            """
            select count(*) over () as week_count, week.iso_week, week.edition
            from mart.week
            order by week.week_start desc
            limit 1
            """
        ).first
        computedWeeks = try week?["week_count"] ?? 0
        newestWeek = try week?["iso_week"]
        edition = try week?["edition"] ?? nil
        rejectedRecords =
            try connection.rows("select coalesce(sum(rejected_count), 0)::bigint as number from ops.rejected_load")
            .first?["number"]
            ?? 0
        missing = try MissingInput.all(connection, week: nil)
        unmatched = try Self.unmatched(connection)
        unlinked = try UnlinkedRecords.all(connection)
        unmappedNames = try UnmappedName.all(connection, spellings: spellings)
        nameVariants = try NameVariants.all(connection)
    }
}

extension Standing {
    fileprivate static func unmatched(_ connection: Connection) throws -> [Unmatched] {
        try connection.rows(
            """
            select subject, count(distinct ref_id) as reference_count, sum(record_count)::bigint as record_count
            from core.unmatched_use
            group by subject
            order by subject
            """
        ).map { row in
            Unmatched(
                subject: try row["subject"] == "customer" ? .customer : .person, references: try row["reference_count"],
                records: try row["record_count"])
        }
    }

    fileprivate static func lastSuccess(_ connection: Connection) throws -> String? {
        let instant = try RunRecord.lastSuccess(connection)
        return try connection.rows(
            "select to_char(\(instant)::timestamptz at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as instant")[
                0][
                "instant"]
    }
}

extension Standing.NextDue {
    fileprivate init(_ due: DueWeek, _ connection: Connection) throws {
        let row = try connection.rows(
            """
            select
                to_char(\(due.endsAt)::timestamptz at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as ends_at,
                to_char(\(due.graceEndsAt)::timestamptz at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as grace_ends_at
            """)[0]
        week = "\(due.week)"
        endsAt = try row["ends_at"]
        graceEndsAt = try row["grace_ends_at"]
        staleSources = due.staleSources
    }
}

extension Standing.Source {
    fileprivate init(_ row: Row) throws(PostgresError) {
        kind = try row["kind"]
        source = try row["source"]
        loadedAt = try row["loaded_at"]
        rejected = try row["rejected_count"]
        refusedAt = try row["refused_at"]
        read = try row["read_count"]
        readBefore = try row["previous_count"]
        warnings = try row["warnings"]
    }
}
