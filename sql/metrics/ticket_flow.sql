-- metric: ticket_flow
-- question: Do we solve tickets as fast as they come, and are customers content with that?
-- value: created and solved in the week; backlog open at its end; csat, good of the rated among the solved
-- unit: count; share
-- grain: company, segment, department; the week
-- counts: tickets but spam, deleted and merged ones; segment and department at the opening; a ticket solved at an unknown time is
--     neither solved nor open
-- null: csat: empty_denominator without ratings
-- reads: week, item, member, breakdown
-- parameters: reporting_tz
-- source: sql/metrics/README.md, ticket_flow; interval: Wilson (1927)
-- decided: the order of a ticket's instants does not matter here: solved is what was solved in the week, even if opened after it
with
week as (
    select * from cohort_week
),
ticket as materialized (
    select
        item.combination,
        item.opened_at >= week.starts_at and item.opened_at < week.ends_at as is_created,
        coalesce(item.is_solved and item.solved_at >= week.starts_at and item.solved_at < week.ends_at, false) as is_solved,
        item.opened_at < week.ends_at and coalesce(not item.is_solved or item.solved_at >= week.ends_at, false) as is_open,
        item.csat
    from cohort_item as item
    cross join week
    where item.item_kind = 'ticket'
),
counted as (
    select
        ticket.combination,
        count(*) filter (where ticket.is_created) as created_count,
        count(*) filter (where ticket.is_solved) as solved_count,
        count(*) filter (where ticket.is_open) as open_count,
        count(*) filter (where ticket.is_solved and ticket.csat is not null) as rated_count,
        count(*) filter (where ticket.is_solved and ticket.csat = 'good') as good_count
    from ticket
    where ticket.is_created or ticket.is_solved or ticket.is_open
    group by ticket.combination
),
tally as (
    select
        breakdown.member_id,
        sum(counted.created_count)::bigint as created_count,
        sum(counted.solved_count)::bigint as solved_count,
        sum(counted.open_count)::bigint as open_count,
        sum(counted.rated_count)::bigint as rated_count,
        sum(counted.good_count)::bigint as good_count
    from counted
    join cohort_breakdown as breakdown
        on breakdown.combination = counted.combination
        and not breakdown.is_item_kind
    group by breakdown.member_id
),
line as (
    select
        member.dimension,
        member.member,
        coalesce(tally.created_count, 0) as created_count,
        coalesce(tally.solved_count, 0) as solved_count,
        coalesce(tally.open_count, 0) as open_count,
        coalesce(tally.rated_count, 0) as rated_count,
        coalesce(tally.good_count, 0) as good_count
    from cohort_member as member
    left join tally on tally.member_id = member.member_id
    where tally.member_id is not null or member.dimension = 'company'
)
select
    line.dimension, line.member, part.statistic, 'count' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral (
    values ('created', line.created_count), ('solved', line.solved_count), ('backlog', line.open_count)
) as part (statistic, ticket_count)
cross join lateral mart.figure(part.ticket_count, part.ticket_count, 0) as figure
union all
select
    line.dimension, line.member, 'csat', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.share(line.good_count, line.rated_count, 0) as figure
