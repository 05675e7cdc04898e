-- metric: time_to_action
-- question: How long does it take until something is done about what customers tell us?
-- value: naive_p50 of the items acted on; km_p50, km_p75, km_p90 with those still open; acted_by_30d, the share acted on within
--     30 days; rmst_30, mean days open within the first 30
-- unit: days; share
-- grain: company, segment, department, item; items opened in 13 weeks
-- counts: tickets, interviews and feedback until their first action, still open ones included; calendar time
-- null: missing_input without actions loaded; empty_denominator without items; insufficient_n with fewer than 5 acted on, for acted_by_30d and rmst_30 fewer than 5 items
--     or none 30 days old; not_reached where too many are still open
-- needs: actions
-- reads: week, item, member, breakdown
-- parameters: reporting_tz
-- source: sql/metrics/README.md, time_to_action; Kaplan and Meier (1958), bands: Kalbfleisch and Prentice, log-log
-- decided: an answer is no action; items acted on before they opened are excluded
with
week as (
    select * from cohort_week
),
item as materialized (
    select
        item.combination,
        coalesce(item.first_acted_at < item.opened_at, false) as is_excluded,
        floor(date_part('epoch', least(item.first_acted_at, week.ends_at) - item.opened_at) / 60)::integer as minutes,
        coalesce(item.first_acted_at < week.ends_at, false) as is_done,
        item.opened_at
    from cohort_item as item
    cross join week
    where item.opened_at >= week.w13_starts_at
      and item.opened_at < week.ends_at
),
histogram as (
    select breakdown.member_id, item.minutes, count(*) as done_count
    from item
    join cohort_breakdown as breakdown on breakdown.combination = item.combination
    where item.is_done
      and not item.is_excluded
    group by breakdown.member_id, item.minutes
),
done as (
    select
        histogram.member_id,
        array_agg(histogram.minutes) as minutes,
        array_agg(histogram.done_count) as done_counts
    from histogram
    group by histogram.member_id
),
still_open as (
    select breakdown.member_id, array_agg(item.minutes) as minutes
    from item
    join cohort_breakdown as breakdown on breakdown.combination = item.combination
    where not item.is_done
      and not item.is_excluded
    group by breakdown.member_id
),
combination as (
    select
        item.combination,
        min(item.opened_at) filter (where not item.is_excluded) as first_opened_at,
        count(*) filter (where item.is_excluded) as excluded_count
    from item
    group by item.combination
),
tally as (
    select
        breakdown.member_id,
        min(combination.first_opened_at) as first_opened_at,
        sum(combination.excluded_count)::bigint as excluded_count
    from combination
    join cohort_breakdown as breakdown on breakdown.combination = combination.combination
    group by breakdown.member_id
),
line as (
    select
        member.dimension,
        member.member,
        waiting.*,
        waiting.n >= 5
            and date_part('epoch', week.ends_at - tally.first_opened_at) >= 30 * 86400 as is_30d_known,
        coalesce(tally.excluded_count, 0) as excluded_count
    from cohort_member as member
    cross join week
    left join tally on tally.member_id = member.member_id
    left join done on done.member_id = member.member_id
    left join still_open on still_open.member_id = member.member_id
    cross join lateral mart.waiting_time(done.minutes, done.done_counts, still_open.minutes) as waiting
    where tally.member_id is not null or member.dimension = 'company'
)
select
    line.dimension, line.member, quantile.statistic, 'days' as unit,
    figure.value, figure.numerator, figure.denominator, quantile.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral (
    values
        ('naive_p50', line.completed, line.naive_p50, null, null),
        ('km_p50', line.n, line.p50, line.p50_low, line.p50_high),
        ('km_p75', line.n, line.p75, line.p75_low, line.p75_high),
        ('km_p90', line.n, line.p90, line.p90_low, line.p90_high)
) as quantile (statistic, n, minutes, low, high)
cross join lateral mart.quantile(
    quantile.minutes / 1440, quantile.low / 1440, quantile.high / 1440, line.n, line.completed, line.excluded_count) as figure
union all
select
    line.dimension, line.member, early.statistic, early.unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded,
    case when line.is_30d_known then early.low end,
    case when line.is_30d_known then early.high end,
    figure.status
from line
cross join lateral (
    values
        ('acted_by_30d', 'share', line.by_30d, line.by_30d_low, line.by_30d_high),
        ('rmst_30', 'days', line.rmst_30 / 1440, null, null)
) as early (statistic, unit, value, low, high)
cross join lateral mart.figure(case when line.is_30d_known then early.value end, line.n, line.excluded_count) as figure
