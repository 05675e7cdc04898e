-- metric: ignored_feedback
-- question: How much of what customers told us did nobody react to at all?
-- value: count; share of all items of the window; median_age of the ignored ones
-- unit: count; share; days
-- grain: company, segment, department, item; items opened in the 26 weeks that end action_target_days before the week does
-- counts: items without any action before the week's end and, for tickets, without answer or solution before it
-- null: missing_input without actions loaded, and where every item is excluded; share: empty_denominator without items;
--     median_age: empty_denominator when nothing was ignored
-- needs: actions, tickets.first_response_at in each source
-- reads: week, item, combination, member, breakdown
-- parameters: reporting_tz, action_target_days
-- source: sql/metrics/README.md, ignored_feedback; interval: Wilson (1927)
-- decided: only presence counts, not the order of instants; tickets of a source without first_response_at are excluded; read it by
--     item, since a ticket is touched by an answer, an interview only by an action
with
week as (
    select * from cohort_week
),
item as materialized (
    select
        item.combination,
        item.opened_at < week.items_start_at as is_earlier,
        item.lacks_response,
        coalesce(least(item.first_acted_at, item.first_response_at, item.solved_at) >= week.ends_at, true) as is_ignored,
        floor(date_part('epoch', week.ends_at - item.opened_at) / 86400)::integer as age_days
    from cohort_item as item
    cross join week
    where item.opened_at >= week.mature_w26_starts_at
      and item.opened_at < week.mature_ends_at
),
counted as (
    select
        counted.combination,
        sum(counted.item_count) as item_count,
        sum(counted.lacking_count) as lacking_count
    from (
        select
            item.combination,
            count(*) filter (where not item.lacks_response) as item_count,
            count(*) filter (where item.lacks_response) as lacking_count
        from item
        where not item.is_earlier
        group by item.combination
        union all
        select
            combination.combination,
            combination.earlier_count - combination.earlier_lacking_count,
            combination.earlier_lacking_count
        from cohort_combination as combination
        where combination.earlier_count > 0
    ) as counted
    group by counted.combination
),
total as (
    select
        breakdown.member_id,
        sum(counted.item_count)::bigint as item_count,
        sum(counted.lacking_count)::bigint as lacking_count
    from counted
    join cohort_breakdown as breakdown on breakdown.combination = counted.combination
    group by breakdown.member_id
),
ignored as (
    select
        breakdown.member_id,
        count(*) as ignored_count,
        percentile_disc(0.5) within group (order by item.age_days) as median_age_days
    from item
    join cohort_breakdown as breakdown on breakdown.combination = item.combination
    where item.is_ignored
      and not item.lacks_response
    group by breakdown.member_id
),
tally as (
    select total.member_id, total.item_count, total.lacking_count, ignored.ignored_count, ignored.median_age_days
    from total
    left join ignored on ignored.member_id = total.member_id
),
line as (
    select
        member.dimension,
        member.member,
        coalesce(tally.item_count, 0) as item_count,
        coalesce(tally.ignored_count, 0) as ignored_count,
        coalesce(tally.lacking_count, 0) as lacking_count,
        coalesce(tally.item_count, 0) = 0 and coalesce(tally.lacking_count, 0) > 0 as is_missing,
        tally.median_age_days
    from cohort_member as member
    left join tally on tally.member_id = member.member_id
    where tally.member_id is not null or member.dimension = 'company'
)
select
    line.dimension, line.member, part.statistic, part.unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral (
    values
        ('count', 'count', line.ignored_count),
        ('median_age', 'days', line.median_age_days)
) as part (statistic, unit, value)
cross join lateral mart.figure(
    part.value, line.ignored_count, line.lacking_count, false, line.is_missing) as figure
union all
select
    line.dimension, line.member, 'share', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.share(
    line.ignored_count, line.item_count, line.lacking_count, false, line.is_missing) as figure
