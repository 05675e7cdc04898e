-- The median and two more quantiles of the waits for a first answer, as somebody would write them without earshot: the same
-- 13 weeks and breakdowns, no interval and no word of tickets that still wait. Variable: week.
with
bounds as materialized (
    select bounds.w13_starts_at, bounds.ends_at
    from core.week_bounds(:'week') as bounds
),
ticket as materialized (
    select
        extract(epoch from ticket.first_response_at - ticket.created_at) / 3600 as hours,
        coalesce(ticket.department, '(unowned)') as department,
        coalesce(membership.segment, '(unknown)') as segment,
        coalesce(region.segment, '(unknown)') as region
    from core.ticket
    left join core.customer_ref on customer_ref.customer_ref_id = ticket.customer_ref_id
    left join core.membership
        on membership.customer_id = customer_ref.customer_id
        and membership.scheme = 'segment'
        and membership.valid_from <= ticket.created_at
        and membership.valid_to > ticket.created_at
    left join core.membership as region
        on region.customer_id = customer_ref.customer_id
        and region.scheme = 'region'
        and region.valid_from <= ticket.created_at
        and region.valid_to > ticket.created_at
    where ticket.created_at >= (select bounds.w13_starts_at from bounds)
      and ticket.created_at < (select bounds.ends_at from bounds)
      and ticket.status is distinct from 'spam'
)
select 'company' as dimension, 'all' as member, percentile_cont(array[0.5, 0.75, 0.9]) within group (order by ticket.hours)
from ticket
union all
select 'segment', ticket.segment, percentile_cont(array[0.5, 0.75, 0.9]) within group (order by ticket.hours)
from ticket
group by ticket.segment
union all
select 'segment:region', ticket.region, percentile_cont(array[0.5, 0.75, 0.9]) within group (order by ticket.hours)
from ticket
group by ticket.region
union all
select 'department', ticket.department, percentile_cont(array[0.5, 0.75, 0.9]) within group (order by ticket.hours)
from ticket
group by ticket.department;
