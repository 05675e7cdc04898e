internal import Postgres

/// The statements that bring the rows of a week and some metrics in line with `pg_temp.figure`, touching only those that differ.
struct Merge {
    let week: Week
    /// Why, as somebody said; nil: because of the definition where its version changed, else on the occasion.
    let reason: Reason?
    let occasion: Reason
    let now: Timestamp

    /// The metrics whose results `pg_temp.figure` holds, with their versions, as an item of `from`.
    static func computed(_ metrics: [MetricDefinition], _ versions: [String: Int]) -> SQL {
        let names = metrics.map(\.name)
        let numbers = names.map { String(versions[$0] ?? 1) }
        return "unnest(\(names)::text[], \(numbers)::integer[]) as computed (metric, version)"
    }

    /// Keeps what stood in an edition and is about to change; run first.
    func archive(_ computed: SQL) -> SQL {
        """
        with
        edition as (
            select max(edition.edition) as edition, max(edition.published_at) as published_at
            from mart.edition
            where edition.week_start = \(week.start)
        )
        insert into mart.metric_revision (
            week_start, metric, dimension, member, statistic, revision, unit, value, numerator, denominator, n, excluded,
            ci_low, ci_high, status, version, edition, reason, replaced_at)
        select
            old.week_start, old.metric, old.dimension, old.member, old.statistic, old.revision, old.unit, old.value,
            old.numerator, old.denominator, old.n, old.excluded, old.ci_low, old.ci_high, old.status, old.version,
            edition.edition,
            coalesce(\(reason?.rawValue)::text, case when old.version <> computed.version then 'definition' else \(occasion.rawValue) end),
            \(now)
        from \(computed)
        join mart.metric_value as old on old.metric = computed.metric
        join edition on edition.published_at >= old.computed_at
        left join pg_temp.figure
            on figure.metric = old.metric
            and figure.dimension = old.dimension and figure.member = old.member and figure.statistic = old.statistic
        where old.week_start = \(week.start)
          and (figure.member is null or \(isDifferent))
        """
    }

    /// Removes rows that the metric no longer has.
    func removal(_ computed: SQL) -> SQL {
        """
        delete from mart.metric_value as old
        using \(computed)
        where old.week_start = \(week.start)
          and old.metric = computed.metric
          and not exists (
            select from pg_temp.figure
            where figure.metric = old.metric
              and figure.dimension = old.dimension and figure.member = old.member and figure.statistic = old.statistic)
        """
    }

    /// Writes rows that are new or differ. A row that was archived before goes on counting its revisions.
    func replacement(_ computed: SQL) -> SQL {
        """
        insert into mart.metric_value (
            week_start, metric, dimension, member, statistic, unit, value, numerator, denominator, n, excluded,
            ci_low, ci_high, status, version, revision, computed_at)
        select
            \(week.start), figure.metric, figure.dimension, figure.member, figure.statistic, figure.unit, figure.value,
            figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status,
            computed.version, coalesce(revision.revision, 0) + 1, \(now)
        from pg_temp.figure
        join \(computed) on computed.metric = figure.metric
        left join mart.metric_value as old
            on old.week_start = \(week.start) and old.metric = figure.metric
            and old.dimension = figure.dimension and old.member = figure.member and old.statistic = figure.statistic
        left join (
            select
                revision.metric, revision.dimension, revision.member, revision.statistic,
                max(revision.revision) as revision
            from mart.metric_revision as revision
            where revision.week_start = \(week.start)
            group by revision.metric, revision.dimension, revision.member, revision.statistic
        ) as revision
            on revision.metric = figure.metric
            and revision.dimension = figure.dimension and revision.member = figure.member
            and revision.statistic = figure.statistic
        where old.metric is null or \(isDifferent)
        on conflict (week_start, metric, dimension, member, statistic) do update set
            unit = excluded.unit, value = excluded.value, numerator = excluded.numerator,
            denominator = excluded.denominator, n = excluded.n, excluded = excluded.excluded, ci_low = excluded.ci_low,
            ci_high = excluded.ci_high, status = excluded.status, version = excluded.version,
            revision = excluded.revision, computed_at = excluded.computed_at
        """
    }

    private var isDifferent: SQL {
        """
        (figure.unit, figure.status, figure.n, figure.excluded) is distinct from (old.unit, old.status, old.n, old.excluded)
            or mart.differs(figure.value, old.value)
            or mart.differs(figure.numerator, old.numerator)
            or mart.differs(figure.denominator, old.denominator)
            or mart.differs(figure.ci_low, old.ci_low)
            or mart.differs(figure.ci_high, old.ci_high)
        """
    }
}
