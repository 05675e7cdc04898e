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
            \(newestEdition)
        )
        insert into mart.metric_revision (
            week_start, metric, dimension, member, statistic, revision, unit, value, numerator, denominator, n, excluded,
            ci_low, ci_high, status, version, computed_at, edition, reason, replaced_at)
        select
            old.week_start, old.metric, old.dimension, old.member, old.statistic, old.revision, old.unit, old.value,
            old.numerator, old.denominator, old.n, old.excluded, old.ci_low, old.ci_high, old.status, old.version,
            old.computed_at, edition.edition,
            coalesce(\(reason?.rawValue)::text, case when old.version <> computed.version then 'definition' else \(occasion.rawValue) end),
            \(now)
        from \(computed)
        join mart.metric_value as old on old.metric = computed.metric
        join edition on edition.published_at >= old.computed_at
        left join pg_temp.figure
            on figure.metric = old.metric
            and figure.dimension = old.dimension and figure.member = old.member and figure.statistic = old.statistic
        where old.week_start = \(week.start)
          and (figure.member is null or \(isDifferent(from: "old")))
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

    /// Writes rows that are new or differ. A row that was archived before goes on counting its revisions; one that is again as the
    /// newest edition has it becomes that value, with its number and instant.
    func replacement(_ computed: SQL) -> SQL {
        """
        with
        edition as (
            \(newestEdition)
        ),
        revision as (
            select distinct on (revision.metric, revision.dimension, revision.member, revision.statistic) revision.*
            from mart.metric_revision as revision
            where revision.week_start = \(week.start)
            order by revision.metric, revision.dimension, revision.member, revision.statistic, revision.revision desc
        )
        insert into mart.metric_value (
            week_start, metric, dimension, member, statistic, unit, value, numerator, denominator, n, excluded,
            ci_low, ci_high, status, version, revision, computed_at)
        select
            \(week.start), figure.metric, figure.dimension, figure.member, figure.statistic, figure.unit, figure.value,
            figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status,
            case when recalled.is_so then revision.version else computed.version end,
            case when recalled.is_so then revision.revision else coalesce(revision.revision, 0) + 1 end,
            case when recalled.is_so then coalesce(revision.computed_at, edition.published_at) else \(now) end
        from pg_temp.figure
        join \(computed) on computed.metric = figure.metric
        left join mart.metric_value as old
            on old.week_start = \(week.start) and old.metric = figure.metric
            and old.dimension = figure.dimension and old.member = figure.member and old.statistic = figure.statistic
        left join revision
            on revision.metric = figure.metric
            and revision.dimension = figure.dimension and revision.member = figure.member
            and revision.statistic = figure.statistic
        left join edition on edition.edition = revision.edition
        cross join lateral (
            select coalesce(edition.edition is not null and not (\(isDifferent(from: "revision"))), false) as is_so
        ) as recalled
        where old.metric is null or \(isDifferent(from: "old"))
        on conflict (week_start, metric, dimension, member, statistic) do update set
            unit = excluded.unit, value = excluded.value, numerator = excluded.numerator,
            denominator = excluded.denominator, n = excluded.n, excluded = excluded.excluded, ci_low = excluded.ci_low,
            ci_high = excluded.ci_high, status = excluded.status, version = excluded.version,
            revision = excluded.revision, computed_at = excluded.computed_at
        """
    }

    /// Takes archived values out that are current again; run last.
    func recall(_ computed: SQL) -> SQL {
        """
        delete from mart.metric_revision as revision
        using mart.metric_value as current, \(computed)
        where revision.week_start = \(week.start)
          and revision.metric = computed.metric
          and current.week_start = revision.week_start and current.metric = revision.metric
          and current.dimension = revision.dimension and current.member = revision.member
          and current.statistic = revision.statistic and current.revision = revision.revision
        """
    }

    private var newestEdition: SQL {
        """
        select max(edition.edition) as edition, max(edition.published_at) as published_at
        from mart.edition
        where edition.week_start = \(week.start)
        """
    }

    /// Whether a row of `pg_temp.figure` says something else than a row called `kept`.
    private func isDifferent(from kept: Identifier) -> SQL {
        """
        (figure.unit, figure.status, figure.n, figure.excluded)
            is distinct from (\(kept).unit, \(kept).status, \(kept).n, \(kept).excluded)
            or mart.differs(figure.value, \(kept).value)
            or mart.differs(figure.numerator, \(kept).numerator)
            or mart.differs(figure.denominator, \(kept).denominator)
            or mart.differs(figure.ci_low, \(kept).ci_low)
            or mart.differs(figure.ci_high, \(kept).ci_high)
        """
    }
}
