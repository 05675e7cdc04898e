-- metric: ticket_flow
-- question: Do we solve tickets as fast as they come, and are customers content with that?
-- value: created and solved in the week; backlog open at its end; csat, good of the rated among the solved
-- unit: count; share
-- grain: company, segment, department; the week
-- counts: tickets but spam, deleted and merged ones; segment and department at the opening; a ticket solved at an unknown time is
--     neither solved nor open
-- null: missing_input without tickets loaded; solved, backlog and csat: also where tickets of a source with neither status nor
--     solved_at stand alone; csat: empty_denominator without ratings
-- needs: tickets, tickets.status or tickets.solved_at in each source
-- reads: week, item, member, breakdown, core.item, core.ticket_connection
-- parameters: reporting_tz
-- source: sql/metrics/README.md, ticket_flow; interval: Wilson (1927)
-- decided: the order of a ticket's instants does not matter here: solved is what was solved in the week, even if opened after it;
--     tickets of a source with neither status nor solved_at count as created only, and are excluded from the rest
with
week as (
    select * from cohort_week
),
ticket as materialized (
    select
        item.combination,
        item.opened_at >= week.starts_at and item.opened_at < week.ends_at as is_created,
        coalesce(
            not item.lacks_solution
                and item.is_solved and item.solved_at >= week.starts_at and item.solved_at < week.ends_at,
            false) as is_solved,
        coalesce(
            not item.lacks_solution
                and item.opened_at < week.ends_at and (not item.is_solved or item.solved_at >= week.ends_at),
            false) as is_open,
        item.lacks_solution,
        item.csat
    from cohort_item as item
    cross join week
    where item.item_kind = 'ticket'
),
counted as (
    select
        ticket.combination,
        count(*) filter (where ticket.is_created) as created_count,
        count(*) filter (where ticket.lacks_solution) as lacking_count,
        count(*) filter (where not ticket.lacks_solution) as known_count,
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
        sum(counted.lacking_count)::bigint as lacking_count,
        sum(counted.known_count)::bigint as known_count,
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
-- In the backlog of the company an older one would stand, too. One row a source, found by its index.
stranger as (
    select count(*) as source_count
    from core.ticket_connection as connection
    cross join week
    cross join lateral (
        select item.item_id
        from core.item
        where item.item_kind = 'ticket'
          and item.source = connection.source
          and item.opened_at < week.ends_at
        limit 1
    ) as ticket
    where not connection.is_solution_known
),
line as (
    select
        member.dimension,
        member.member,
        coalesce(tally.created_count, 0) as created_count,
        coalesce(tally.lacking_count, 0) as lacking_count,
        coalesce(tally.known_count, 0) = 0
            and (coalesce(tally.lacking_count, 0) > 0
                or member.dimension = 'company' and stranger.source_count > 0) as is_missing,
        coalesce(tally.solved_count, 0) as solved_count,
        coalesce(tally.open_count, 0) as open_count,
        coalesce(tally.rated_count, 0) as rated_count,
        coalesce(tally.good_count, 0) as good_count
    from cohort_member as member
    cross join stranger
    left join tally on tally.member_id = member.member_id
    where tally.member_id is not null or member.dimension = 'company'
)
select
    line.dimension, line.member, part.statistic, 'count' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral (
    values
        ('created', line.created_count, 0, false),
        ('solved', line.solved_count, line.lacking_count, line.is_missing),
        ('backlog', line.open_count, line.lacking_count, line.is_missing)
) as part (statistic, ticket_count, lacking_count, is_missing)
cross join lateral mart.figure(
    part.ticket_count, part.ticket_count, part.lacking_count, false, part.is_missing) as figure
union all
select
    line.dimension, line.member, 'csat', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.share(line.good_count, line.rated_count, line.lacking_count, false, line.is_missing) as figure
