-- metric: first_response
-- question: How long do customers wait for a first answer to a ticket?
-- value: naive_p50 of the answered; km_p50, km_p75, km_p90 with those still waiting; answered_share; within_target
-- unit: hours; share
-- grain: company, segment, department; tickets created in 13 weeks
-- counts: tickets but spam, deleted and merged ones, still unanswered ones included; calendar time
-- null: missing_input without tickets loaded, and where every ticket is excluded, some since their source does not say when it
--     answered; empty_denominator without tickets; insufficient_n with fewer than 5 answered; not_reached where too many still wait
-- needs: tickets, tickets.first_response_at in each source
-- reads: week, item, member, breakdown
-- parameters: reporting_tz, response_target_hours
-- source: sql/metrics/README.md, first_response; Kaplan and Meier (1958), bands: Kalbfleisch and Prentice, log-log
-- decided: tickets answered before they were created, or of a source without first_response_at, are excluded; within_target looks only at tickets as old as the target
with
week as (
    select * from cohort_week
),
ticket as materialized (
    select
        item.combination,
        item.lacks_response,
        item.lacks_response or coalesce(item.first_response_at < item.opened_at, false) as is_excluded,
        floor(date_part('epoch', least(item.first_response_at, week.ends_at) - item.opened_at) / 60)::integer as minutes,
        coalesce(item.first_response_at < week.ends_at, false) as is_done,
        item.opened_at <= week.ends_at - week.response_target as is_due,
        item.opened_at <= week.ends_at - week.response_target
            and item.first_response_at < week.ends_at
            and item.first_response_at - item.opened_at <= week.response_target as is_answered_in_time
    from cohort_item as item
    cross join week
    where item.item_kind = 'ticket'
      and item.opened_at >= week.w13_starts_at
      and item.opened_at < week.ends_at
),
histogram as (
    select breakdown.member_id, ticket.minutes, count(*) as done_count
    from ticket
    join cohort_breakdown as breakdown
        on breakdown.combination = ticket.combination
        and not breakdown.is_item_kind
    where ticket.is_done
      and not ticket.is_excluded
    group by breakdown.member_id, ticket.minutes
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
    select breakdown.member_id, array_agg(ticket.minutes) as minutes
    from ticket
    join cohort_breakdown as breakdown
        on breakdown.combination = ticket.combination
        and not breakdown.is_item_kind
    where not ticket.is_done
      and not ticket.is_excluded
    group by breakdown.member_id
),
combination as (
    select
        ticket.combination,
        count(*) filter (where ticket.is_due and not ticket.is_excluded) as due_count,
        count(*) filter (where ticket.is_answered_in_time and not ticket.is_excluded) as in_time_count,
        count(*) filter (where ticket.is_excluded) as excluded_count,
        count(*) filter (where ticket.lacks_response) as lacking_count
    from ticket
    group by ticket.combination
),
tally as (
    select
        breakdown.member_id,
        sum(combination.due_count)::bigint as due_count,
        sum(combination.in_time_count)::bigint as in_time_count,
        sum(combination.excluded_count)::bigint as excluded_count,
        sum(combination.lacking_count)::bigint as lacking_count
    from combination
    join cohort_breakdown as breakdown
        on breakdown.combination = combination.combination
        and not breakdown.is_item_kind
    group by breakdown.member_id
),
line as (
    select
        member.dimension,
        member.member,
        waiting.*,
        coalesce(tally.due_count, 0) as due_count,
        coalesce(tally.in_time_count, 0) as in_time_count,
        coalesce(tally.excluded_count, 0) as excluded_count,
        waiting.n = 0 and coalesce(tally.lacking_count, 0) > 0 as is_missing
    from cohort_member as member
    left join tally on tally.member_id = member.member_id
    left join done on done.member_id = member.member_id
    left join still_open on still_open.member_id = member.member_id
    cross join lateral mart.waiting_time(done.minutes, done.done_counts, still_open.minutes) as waiting
    where tally.member_id is not null or member.dimension = 'company'
)
select
    line.dimension, line.member, quantile.statistic, 'hours' as unit,
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
    quantile.minutes / 60, quantile.low / 60, quantile.high / 60, line.n, line.completed, line.excluded_count,
    line.is_missing) as figure
union all
select
    line.dimension, line.member, part.statistic, 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral (
    values
        ('answered_share', line.completed, line.n),
        ('within_target', line.in_time_count, line.due_count)
) as part (statistic, numerator, denominator)
cross join lateral mart.share(
    part.numerator, part.denominator, line.excluded_count, false, line.is_missing) as figure
