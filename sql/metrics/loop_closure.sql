-- metric: loop_closure
-- question: When we act on what customers told us, do we tell them?
-- value: share of items acted on whose customer was told within closure_target_days
-- unit: share
-- grain: company, segment, department, item; first actions in the 13 weeks that end closure_target_days before the week does
-- counts: items of known customers; numerator: told on any action of the item, at or after the first one, at most that many civil
--     days later and before the week's end
-- null: missing_input where no file of actions says when customers were told; empty_denominator without such items
-- needs: actions.told_at
-- reads: week, item, member, breakdown
-- parameters: reporting_tz, closure_target_days
-- source: sql/metrics/README.md, loop_closure; interval: Wilson (1927)
-- decided: only actions old enough to have kept or broken the promise; items acted on before they opened are excluded
with
week as (
    select * from cohort_week
),
item as materialized (
    select
        item.combination,
        item.first_acted_at < item.opened_at as is_excluded,
        item.first_told_at < week.ends_at
            and item.first_told_at <= (item.first_acted_at at time zone week.reporting_tz
                + make_interval(days => week.closure_target_days)) at time zone week.reporting_tz as is_told
    from cohort_item as item
    cross join week
    where item.opened_at < week.ends_at
      and item.customer_id is not null
      and item.first_acted_at >= week.closure_starts_at
      and item.first_acted_at < week.closure_ends_at
),
counted as (
    select
        item.combination,
        count(*) filter (where not item.is_excluded) as item_count,
        count(*) filter (where not item.is_excluded and item.is_told) as told_count,
        count(*) filter (where item.is_excluded) as excluded_count
    from item
    group by item.combination
),
tally as (
    select
        breakdown.member_id,
        sum(counted.item_count)::bigint as item_count,
        sum(counted.told_count)::bigint as told_count,
        sum(counted.excluded_count)::bigint as excluded_count
    from counted
    join cohort_breakdown as breakdown on breakdown.combination = counted.combination
    group by breakdown.member_id
)
select
    member.dimension, member.member, 'share' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from cohort_member as member
left join tally on tally.member_id = member.member_id
cross join lateral mart.share(
    coalesce(tally.told_count, 0), coalesce(tally.item_count, 0), coalesce(tally.excluded_count, 0)) as figure
where tally.member_id is not null or member.dimension = 'company'
