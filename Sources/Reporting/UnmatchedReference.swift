public import Postgres

/// A reference of records that resolves to no customer, or to none of us, where it stands and what to do about it.
public struct UnmatchedReference: Encodable, Equatable, Sendable {
    /// Whom a reference names.
    public enum Subject: String, Encodable, Sendable, CaseIterable {
        /// A customer.
        case customer
        /// One of us: a participant, an attendee or an assignee.
        case person
    }

    /// Which references are asked for; nil: all.
    public struct Filter: Sendable {
        /// Whom they name.
        public var subject: Subject?
        /// Kind of the records, such as `tickets`.
        public var kind: String?
        /// Source of the records.
        public var source: String?

        /// References that name `subject`, in records of `kind` from `source`.
        public init(subject: Subject? = nil, kind: String? = nil, source: String? = nil) {
            self.subject = subject
            self.kind = kind
            self.source = source
        }
    }

    /// Whom it names.
    public let subject: Subject
    /// What stands in the records, in small letters; nil: nothing.
    public let value: String?
    /// Kind of the records.
    public let kind: String
    /// Source of the records.
    public let source: String
    /// Records that have it.
    public let records: Int
    /// Day of the first of them, in the reporting zone; nil: none has a time.
    public let firstDate: String?
    /// Day of the last of them.
    public let lastDate: String?
    /// Why it resolves to nobody, as far as can be told.
    public let reason: Reason
    /// Ids of customers, or addresses of people, that it may mean.
    public let candidates: [String]

    private enum CodingKeys: String, CodingKey {
        case subject, value, kind, source, records, reason, candidates, fix
        case firstDate = "first_date"
        case lastDate = "last_date"
    }

    /// Encodes it with what to do about it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(subject, forKey: .subject)
        try container.encode(value, forKey: .value)
        try container.encode(kind, forKey: .kind)
        try container.encode(source, forKey: .source)
        try container.encode(records, forKey: .records)
        try container.encode(firstDate, forKey: .firstDate)
        try container.encode(lastDate, forKey: .lastDate)
        try container.encode(reason, forKey: .reason)
        try container.encode(candidates, forKey: .candidates)
        try container.encode(fix, forKey: .fix)
    }
}

/// The references that resolve to nobody, those of the most records first.
public struct UnmatchedReferences: Encodable, Equatable, Sendable {
    /// How many there are, shown or not, by kind and source.
    public let total: Int
    /// The first of them.
    public let references: [UnmatchedReference]

    /// Reads them.
    ///
    /// - Parameters:
    ///   - filter: Which ones.
    ///   - limit: How many at most; nil: all.
    public init(_ connection: Connection, _ filter: UnmatchedReference.Filter = .init(), limit: Int? = nil) throws {
        let rows = try connection.transaction {
            // Compiling takes longer than the query.
            try connection.execute("set local jit = off")
            return try connection.rows(Self.query(filter, limit: limit))
        }
        total = try rows.first?["total"] ?? 0
        references = try rows.map(UnmatchedReference.init)
    }

    private static func query(_ filter: UnmatchedReference.Filter, limit: Int?) -> SQL {
        """
        select unmatched.subject, unmatched.ref, unmatched.kind, unmatched.source, unmatched.record_count,
            (unmatched.first_at at time zone zone.name)::date::text as first_date,
            (unmatched.last_at at time zone zone.name)::date::text as last_date,
            unmatched.reason, coalesce(unmatched.candidates, '{}') as candidates, count(*) over () as total
        from core.unmatched as unmatched
        cross join (select core.reporting_tz() as name) as zone
        where (\(filter.subject?.rawValue)::text is null or unmatched.subject = \(filter.subject?.rawValue))
            and (\(filter.kind)::text is null or unmatched.kind = \(filter.kind))
            and (\(filter.source)::text is null or unmatched.source = \(filter.source))
        order by unmatched.record_count desc, unmatched.subject, unmatched.kind, unmatched.source collate "C",
            unmatched.ref collate "C"
        limit \(limit)::bigint
        """
    }
}

extension UnmatchedReference {
    init(_ row: Row) throws(PostgresError) {
        subject = try row["subject"] == Subject.customer.rawValue ? .customer : .person
        value = try row["ref"]
        kind = try row["kind"]
        source = try row["source"]
        records = try row["record_count"]
        firstDate = try row["first_date"]
        lastDate = try row["last_date"]
        reason = Reason(rawValue: try row["reason"]) ?? .unknownName
        candidates = try row["candidates"]
    }
}
