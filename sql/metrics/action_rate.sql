-- metric: action_rate
-- question: Of what customers told us, how much did we act on in time?
-- value: share of items acted on within action_target_days of opening
-- unit: share
-- grain: company, segment, department, item; items opened in the 13 weeks that end action_target_days before the week does
-- counts: every item of the window, ignored ones included; numerator: first action before the week's end, at most that many civil
--     days after opening
-- null: missing_input without actions loaded; empty_denominator without items
-- needs: actions
-- reads: week, item, member, breakdown
-- parameters: reporting_tz, action_target_days
-- source: sql/metrics/README.md, action_rate; interval: Wilson (1927)
-- decided: only items old enough to have kept or broken the promise; items acted on before they opened are excluded
with
week as (
    select * from cohort_week
),
item as materialized (
    select
        item.combination,
        coalesce(item.first_acted_at < item.opened_at, false) as is_excluded,
        item.first_acted_at < week.ends_at
            and item.first_acted_at <= (item.opened_at at time zone week.reporting_tz
                + make_interval(days => week.action_target_days)) at time zone week.reporting_tz as is_acted_on
    from cohort_item as item
    cross join week
    where item.opened_at >= week.mature_w13_starts_at
      and item.opened_at < week.mature_ends_at
),
counted as (
    select
        item.combination,
        count(*) filter (where not item.is_excluded) as item_count,
        count(*) filter (where not item.is_excluded and item.is_acted_on) as acted_count,
        count(*) filter (where item.is_excluded) as excluded_count
    from item
    group by item.combination
),
tally as (
    select
        breakdown.member_id,
        sum(counted.item_count)::bigint as item_count,
        sum(counted.acted_count)::bigint as acted_count,
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
    coalesce(tally.acted_count, 0), coalesce(tally.item_count, 0), coalesce(tally.excluded_count, 0)) as figure
where tally.member_id is not null or member.dimension = 'company'
