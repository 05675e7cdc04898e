public import Postgres

/// What a time zone's clocks showed when, as PostgreSQL knows it: the only authority on time zones.
public struct ZoneOffsets: Sendable {
    /// One offset and the instant from which it holds.
    public struct Change: Equatable, Sendable {
        /// First instant with the offset; `Timestamp.negativeInfinity` for the first change.
        public let from: Timestamp
        /// Seconds to add to UTC for the zone's civil time.
        public let seconds: Int
    }

    /// The zone's name as PostgreSQL knows it.
    public let zone: String
    /// The changes from 1900 to 2100, oldest first, never empty; the first and last offsets hold outside.
    public let changes: [Change]

    /// Asks the server for a zone's changes, to the second.
    ///
    /// Looks at the offset of every seventh day, and where two differ, halves the span down to the second: a zone that
    /// changed twice within a week and came back would escape.
    /// - Throws: `Failure` of kind `configuration` when the server does not know the zone.
    public init(_ zone: String, _ connection: Connection) throws {
        self.zone = zone
        // Known without the tenth of a second that the question takes.
        guard zone != "UTC" else {
            changes = [Change(from: .negativeInfinity, seconds: 0)]
            return
        }
        changes = try Failure.telling {
            guard try connection.rows("select from pg_timezone_names where name = \(zone)").count == 1 else {
                throw try ZoneName.refusal(of: zone, connection)
            }
            return try connection.rows(Self.query(zone)).map { row in
                Change(from: try row["starts_at"], seconds: try row["seconds"])
            }
        }
    }

    private static func query(_ zone: String) -> SQL {
        """
        with recursive
        probe as (
            select
                extract(epoch from day)::bigint as second,
                extract(epoch from (day at time zone \(zone)) - (day at time zone 'UTC'))::integer as seconds
            from generate_series('1900-01-01 00:00+00'::timestamptz, '2100-01-01 00:00+00', interval '168 hours') as day
        ),
        pair as (
            select
                probe.second as high,
                lag(probe.second) over (order by probe.second) as low,
                probe.seconds as high_seconds,
                lag(probe.seconds) over (order by probe.second) as low_seconds
            from probe
        ),
        span (step, low, high, low_seconds, high_seconds) as (
            select 0, pair.low, pair.high, pair.low_seconds, pair.high_seconds
            from pair
            where pair.low_seconds <> pair.high_seconds
            union all
            select
                span.step + 1,
                case when middle.seconds = span.low_seconds then middle.second else span.low end,
                case when middle.seconds = span.low_seconds then span.high else middle.second end,
                span.low_seconds,
                case when middle.seconds = span.low_seconds then span.high_seconds else middle.seconds end
            from span
            cross join lateral (select (span.low + span.high) / 2 as second) as half
            cross join lateral (
                select
                    half.second,
                    extract(epoch from (to_timestamp(half.second) at time zone \(zone))
                        - (to_timestamp(half.second) at time zone 'UTC'))::integer as seconds
            ) as middle
            where span.high - span.low > 1
        ),
        change as (
            select to_timestamp(span.high) as starts_at, span.high_seconds as seconds
            from span
            where span.high - span.low = 1
        )
        select '-infinity'::timestamptz as starts_at, probe.seconds
        from (select probe.seconds from probe order by probe.second limit 1) as probe
        union all
        select change.starts_at, change.seconds from change
        order by starts_at
        """
    }
}
