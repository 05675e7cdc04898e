public import Postgres
internal import Warehouse

extension Schedule {
    /// The computed weeks that are due and were not published as they are now into a folder, oldest first.
    ///
    /// A week is due once it has ended and every required source has loaded a file that shows the world at its end or later;
    /// after `publish_grace_hours` it is due all the same. A week that was published into other folders only is due in this one
    /// when it is later than those that are in it; in a folder without editions, when it is the newest of all.
    /// - Parameters:
    ///   - directory: Absolute path of the folder of bundles; nil: it does not matter where a week was published.
    ///   - required: The sources that a week waits for.
    ///   - now: The instant taken for the present.
    func unpublished(in directory: String?, required: [RequiredSource], now: Timestamp) throws -> [DueWeek] {
        try dueWeeks(
            of: """
                with
                here as (
                    select distinct on (edition.week_start)
                        edition.week_start, edition.published_at, publication.lost_at
                    from mart.edition
                    left join ops.publication
                        on publication.week_start = edition.week_start and publication.edition = edition.edition
                    where coalesce(publication.directory = \(directory)::text, true)
                    order by edition.week_start, edition.edition desc
                ),
                first_due as (
                    select coalesce(
                        (select max(here.week_start) + 7 from here),
                        (select max(week.week_start) from mart.week)) as week_start
                )
                select week.week_start
                from mart.week
                cross join first_due
                left join here on here.week_start = week.week_start
                where week.published_at is null
                   or here.lost_at is not null
                   or here.published_at < week.changed_at
                   or here.week_start is null and week.week_start >= first_due.week_start
                   or exists (
                    select from mart.metric_revision as revision
                    where revision.week_start = here.week_start and revision.replaced_at > here.published_at)
                """, required: required
        ).filter { $0.isDue(at: now) }
    }

    /// The computed weeks that are due and were not published as they are now, into whatever folder, oldest first.
    public func unpublished(required: [RequiredSource], now: Timestamp) throws -> [DueWeek] {
        try unpublished(in: nil, required: required, now: now)
    }

    /// The next week to become due: the first one that has ended and waits for a source, else the one that `now` lies in.
    public func next(required: [RequiredSource], now: Timestamp) throws -> DueWeek? {
        try dueWeeks(
            of: """
                select week.week_start
                from mart.week
                where week.published_at is null
                union
                select recent.week_start
                from reporting_zone
                cross join lateral (
                    select date_trunc('week', \(now)::timestamptz at time zone reporting_zone.zone)::date - back.days as week_start
                    from (values (0), (7)) as back (days)
                ) as recent
                where not exists (select from mart.edition where edition.week_start = recent.week_start)
                """, required: required
        ).first { !$0.isDue(at: now) }
    }

    /// The weeks that should have been published: not one edition a day after the grace was over, oldest first.
    ///
    /// Looked at are the weeks since the first one that was published; before it, the last one that has ended, once
    /// anything was loaded. A day, since what runs each night publishes up to a day after a week is due.
    public func overdue(now: Timestamp) throws -> [Week] {
        try dueWeeks(
            of: """
                select day::date as week_start
                from reporting_zone
                cross join lateral (
                    select date_trunc('week', \(now)::timestamptz at time zone reporting_zone.zone) - interval '7 days' as last_week
                ) as ended
                cross join lateral generate_series(
                    coalesce((select min(edition.week_start)::timestamp from mart.edition), ended.last_week),
                    ended.last_week,
                    interval '7 days') as day
                where exists (select from ops.load where load.status = 'loaded')
                    and not exists (select from mart.edition where edition.week_start = day::date)
                """, required: []
        ).filter { $0.graceEndsAt.microsecondsSinceUnixEpoch + Self.day < now.microsecondsSinceUnixEpoch }.map(\.week)
    }

    /// In microseconds.
    private static let day: Int64 = 86_400_000_000

    /// How a week stands to being due.
    public func standing(of week: Week, required: [RequiredSource]) throws -> DueWeek? {
        try dueWeeks(of: "select \(week.start)::date as week_start", required: required).first
    }

    private func dueWeeks(of weeks: SQL, required: [RequiredSource]) throws -> [DueWeek] {
        try Failure.telling {
            try connection.rows(
                """
                with
                reporting_zone as (
                    select history.value as zone
                    from mart.setting_history as history
                    where history.setting = 'reporting_tz' and history.valid_to = 'infinity'
                ),
                chosen as (
                    \(weeks)
                ),
                bounded as (
                    select
                        chosen.week_start,
                        (chosen.week_start + 7)::timestamp at time zone reporting_zone.zone as ends_at,
                        setting.value::integer * interval '1 hour' as grace
                    from chosen
                    cross join reporting_zone
                    join mart.setting_history as setting
                        on setting.setting = 'publish_grace_hours'
                        and setting.valid_from <= chosen.week_start
                        and setting.valid_to > chosen.week_start
                ),
                required as (
                    select source.name, max(load.observed_at) as observed_at
                    from unnest(\(required.map(\.name))::text[], \(required.map { $0.kind ?? "" })::text[]) as source (name, kind)
                    left join ops.load
                        on load.source = source.name and source.kind in ('', load.kind) and load.status = 'loaded'
                        and load.undone_at is null
                    group by source.name, source.kind
                )
                select
                    bounded.week_start,
                    bounded.ends_at,
                    bounded.ends_at + bounded.grace as grace_ends_at,
                    array(
                        select required.name
                        from required
                        where coalesce(required.observed_at, '-infinity') < bounded.ends_at
                        group by required.name
                        order by required.name collate "C"
                    ) as stale_sources
                from bounded
                order by bounded.week_start
                """
            ).compactMap { try DueWeek($0) }
        }
    }
}

extension DueWeek {
    fileprivate init?(_ row: Row) throws(PostgresError) {
        guard let week = Week(startingOn: try row["week_start"]) else { return nil }
        self.week = week
        endsAt = try row["ends_at"]
        graceEndsAt = try row["grace_ends_at"]
        staleSources = try row["stale_sources"]
    }
}
