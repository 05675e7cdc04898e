-- metric: first_response
-- question: How long do customers wait for a first answer to a ticket?
-- value: naive_p50 of the answered; km_p50, km_p75, km_p90 with those still waiting; answered_share; within_target
-- unit: hours; share
-- grain: company, segment, department; tickets created in 13 weeks
-- counts: tickets but spam, deleted and merged ones, still unanswered ones included; calendar time
-- null: empty_denominator without tickets; insufficient_n with fewer than 5 answered; not_reached where too many still wait
-- reads: week, item, member, breakdown
-- parameters: reporting_tz, response_target_hours
-- source: metrics.md, first_response; Kaplan and Meier (1958), bands: Kalbfleisch and Prentice, log-log
-- decided: tickets answered before they were created are excluded; within_target looks only at tickets as old as the target
with
week as (
    select * from cohort_week
),
ticket as (
    select
        item.profile_id,
        item.department,
        coalesce(item.first_response_at < item.opened_at, false) as is_out_of_order,
        item.first_response_at < week.ends_at as is_answered,
        floor(extract(epoch from least(item.first_response_at, week.ends_at) - item.opened_at) / 60)::integer as minutes,
        item.opened_at <= week.ends_at - week.response_target as is_due,
        item.first_response_at < week.ends_at
            and item.first_response_at - item.opened_at <= week.response_target as is_answered_in_time
    from cohort_item as item
    cross join week
    where item.item_kind = 'ticket'
      and item.opened_at >= week.w13_starts_at
      and item.opened_at < week.ends_at
),
histogram as (
    select
        breakdown.member_id,
        ticket.minutes,
        ticket.is_out_of_order,
        count(*) as ticket_count,
        count(*) filter (where ticket.is_answered) as answered_count,
        count(*) filter (where ticket.is_due) as due_count,
        count(*) filter (where ticket.is_due and ticket.is_answered_in_time) as in_time_count
    from ticket
    join cohort_breakdown as breakdown
        on breakdown.profile_id = ticket.profile_id
        and breakdown.department = ticket.department
        and breakdown.item_kind = 'ticket'
        and not breakdown.is_item_kind
    group by breakdown.member_id, ticket.minutes, ticket.is_out_of_order
),
tally as (
    select
        histogram.member_id,
        coalesce(sum(histogram.ticket_count) filter (where not histogram.is_out_of_order), 0) as ticket_count,
        coalesce(sum(histogram.ticket_count) filter (where histogram.is_out_of_order), 0)::bigint as excluded_count,
        coalesce(sum(histogram.answered_count) filter (where not histogram.is_out_of_order), 0) as answered_count,
        coalesce(sum(histogram.due_count) filter (where not histogram.is_out_of_order), 0) as due_count,
        coalesce(sum(histogram.in_time_count) filter (where not histogram.is_out_of_order), 0) as in_time_count,
        array_agg(histogram.minutes::bigint) filter (where not histogram.is_out_of_order) as minutes,
        array_agg(histogram.answered_count) filter (where not histogram.is_out_of_order) as events,
        array_agg(histogram.ticket_count - histogram.answered_count) filter (where not histogram.is_out_of_order) as censored
    from histogram
    group by histogram.member_id
),
row as (
    select
        member.dimension,
        member.member,
        coalesce(tally.ticket_count, 0) as ticket_count,
        coalesce(tally.excluded_count, 0) as excluded_count,
        coalesce(tally.answered_count, 0) as answered_count,
        coalesce(tally.due_count, 0) as due_count,
        coalesce(tally.in_time_count, 0) as in_time_count,
        waiting.*
    from cohort_member as member
    left join tally on tally.member_id = member.member_id
    cross join lateral mart.waiting_time(tally.minutes, tally.events, tally.censored) as waiting
    where tally.member_id is not null or member.dimension = 'company'
)
select
    row.dimension, row.member, 'naive_p50' as statistic, 'hours' as unit,
    figure.value, figure.numerator, figure.denominator, row.completed as n, figure.excluded,
    figure.ci_low, figure.ci_high, figure.status
from row
cross join lateral mart.quantile(row.naive_p50 / 60, null, null, row.n, row.completed, row.excluded_count) as figure
union all
select
    row.dimension, row.member, 'km_p50', 'hours',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from row
cross join lateral mart.quantile(row.p50 / 60, row.p50_low / 60, row.p50_high / 60, row.n, row.completed, row.excluded_count)
    as figure
union all
select
    row.dimension, row.member, 'km_p75', 'hours',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from row
cross join lateral mart.quantile(row.p75 / 60, row.p75_low / 60, row.p75_high / 60, row.n, row.completed, row.excluded_count)
    as figure
union all
select
    row.dimension, row.member, 'km_p90', 'hours',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from row
cross join lateral mart.quantile(row.p90 / 60, row.p90_low / 60, row.p90_high / 60, row.n, row.completed, row.excluded_count)
    as figure
union all
select
    row.dimension, row.member, 'answered_share', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from row
cross join lateral mart.share(row.answered_count, row.ticket_count, row.excluded_count) as figure
union all
select
    row.dimension, row.member, 'within_target', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from row
cross join lateral mart.share(row.in_time_count, row.due_count, row.excluded_count) as figure
