internal import Postgres

/// What was, and what was thought to have been.
extension BundleTable {
    /// Name of the file of ``restatements(_:)``.
    static let restatementsFile = "restatements.csv"

    /// Published values that changed, of whatever week, since the edition before this one in the same folder.
    ///
    /// The first edition of a week looks back to the first one of the week before it, so that nothing is missed by who reads
    /// one bundle a week.
    static func restatements(_ week: Week, _ past: EditionPast = EditionPast()) -> BundleTable {
        BundleTable(
            file: restatementsFile,
            query: """
                with
                known as (
                    select edition.week_start, edition.edition, edition.published_at
                    from mart.edition
                    left join ops.publication
                        on publication.week_start = edition.week_start and publication.edition = edition.edition
                    where coalesce(publication.directory = \(past.directory)::text, true)
                ),
                own as (
                    select max(known.edition) as edition, max(known.published_at) as published_at
                    from known
                    where known.week_start = \(week.start)
                      and known.edition < \(past.edition)
                ),
                first_edition as (
                    select known.week_start, min(known.published_at) as published_at
                    from known
                    where known.week_start < \(week.start)
                      and known.published_at <= \(past.publishedAt)
                    group by known.week_start
                ),
                before as (
                    select own.edition, coalesce(own.published_at, max(first_edition.published_at)) as published_at
                    from own
                    left join first_edition on true
                    group by own.edition, own.published_at
                )
                select
                    restatement.week_start,
                    restatement.iso_week,
                    mart.cell(restatement.metric) as metric,
                    mart.cell(restatement.dimension) as dimension,
                    mart.cell(restatement.member) as member,
                    mart.cell(restatement.statistic) as statistic,
                    restatement.unit,
                    restatement.old_value,
                    restatement.new_value,
                    restatement.change,
                    restatement.old_n,
                    restatement.new_n,
                    restatement.old_status,
                    restatement.new_status,
                    restatement.reason,
                    restatement.edition
                from mart.restatement
                cross join before
                where case restatement.week_start
                    when \(week.start)
                    then restatement.edition >= before.edition and restatement.edition < \(past.edition)
                    else restatement.replaced_at > before.published_at
                        and restatement.replaced_at <= \(past.publishedAt)
                end
                order by
                    restatement.week_start,
                    restatement.metric collate "C",
                    restatement.dimension collate "C",
                    restatement.member collate "C",
                    restatement.statistic collate "C",
                    restatement.revision
                """)
    }

    /// The headlines of the week and the 52 before it.
    static func history(_ week: Week) -> BundleTable {
        BundleTable(
            file: "history.csv",
            query: """
                select
                    summary.week_start,
                    summary.iso_week,
                    summary.metric,
                    summary.statistic,
                    mart.cell(summary.title) as title,
                    summary.value,
                    summary.unit,
                    summary.status,
                    summary.target,
                    summary.target_met::text as target_met,
                    summary.n
                from mart.weekly_summary as summary
                join mart.headline on headline.metric = summary.metric and headline.statistic = summary.statistic
                where summary.week_start between \(week.advanced(by: -Backlog.shownWeeks).start) and \(week.start)
                order by headline.place, summary.week_start
                """)
    }
}
