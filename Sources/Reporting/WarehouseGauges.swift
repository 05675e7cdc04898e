public import Postgres
internal import Warehouse

/// What whoever watches over earshot asks of the warehouse: records, freshness, what waits and what is late.
public struct WarehouseGauges {
    /// The figures, one family a name.
    public let families: [MetricFamily]

    /// Reads them.
    ///
    /// - Parameters:
    ///   - expected: The deliveries that are waited for.
    ///   - now: The instant taken for the present.
    public init(_ connection: Connection, expected: [ExpectedDelivery], now: Timestamp) throws {
        families = try Failure.telling {
            let lateness = try Lateness(connection, expected: expected, now: now)
            return try [
                Self.lastSuccess(connection), Self.records(connection), Self.rejected(connection),
                Self.freshness(connection), Self.late(expected, lateness),
                MetricFamily(
                    "earshot_sources_refused", "Sources of which a file was refused and nothing came since.",
                    .gauge, [.init(Double(lateness.refused.count))]),
                MetricFamily(
                    "earshot_weeks_overdue", "Weeks that should have been published.", .gauge,
                    [.init(Double(lateness.overdueWeeks.count))]),
            ]
        }
    }

    private static func lastSuccess(_ connection: Connection) throws -> MetricFamily {
        MetricFamily(
            "earshot_last_success_timestamp_seconds", "When the last run that did everything ended.", .gauge,
            try RunRecord.lastSuccess(connection).map { [.init($0.secondsSinceUnixEpoch)] } ?? [])
    }

    private static func records(_ connection: Connection) throws -> MetricFamily {
        let rows = try connection.rows(
            """
            select load.source, load.kind, outcome.name as outcome, sum(outcome.record_count)::double precision as value
            from ops.load
            cross join lateral (
                values
                    ('loaded', load.loaded_count), ('updated', load.updated_count), ('unchanged', load.unchanged_count),
                    ('duplicate', load.duplicate_count), ('stale', load.stale_count), ('rejected', load.rejected_count)
            ) as outcome (name, record_count)
            where load.status = 'loaded'
            group by load.source, load.kind, outcome.name
            order by load.source collate "C", load.kind, outcome.name
            """)
        return MetricFamily(
            "earshot_records_total", "Records of loaded files by what became of them.", .counter,
            try rows.map { .init(try $0["value"], try labels($0) + [("outcome", try $0["outcome"])]) })
    }

    private static func rejected(_ connection: Connection) throws -> MetricFamily {
        let rows = try connection.rows(
            """
            select source, kind, sum(rejected_count)::double precision as value
            from ops.rejected_load
            group by source, kind
            order by source collate "C", kind
            """)
        return MetricFamily(
            "earshot_rejected_records_waiting", "Rejected records that wait to be mended.", .gauge,
            try rows.map { .init(try $0["value"], try labels($0)) })
    }

    private static func freshness(_ connection: Connection) throws -> MetricFamily {
        let rows = try connection.rows(
            """
            select source, kind, extract(epoch from observed_at)::double precision as value
            from mart.freshness
            where observed_at is not null
            order by source collate "C", kind
            """)
        return MetricFamily(
            "earshot_source_observed_timestamp_seconds", "Instant that the newest file of a source shows.", .gauge,
            try rows.map { .init(try $0["value"], try labels($0)) })
    }

    private static func late(_ expected: [ExpectedDelivery], _ lateness: Lateness) -> MetricFamily {
        let late = Set(lateness.sources.map(\.source))
        return MetricFamily(
            "earshot_source_late", "Whether a source that is waited for is late.", .gauge,
            Set(expected.map(\.source)).sorted().map { .init(late.contains($0) ? 1 : 0, [("source", $0)]) })
    }

    private static func labels(_ row: Row) throws -> [(name: String, value: String)] {
        [("source", try row["source"]), ("kind", try row["kind"])]
    }
}
