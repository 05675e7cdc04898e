-- check: backlog_carries_over
-- severity: warn
-- question: Is the backlog that of the week before, with the tickets created since and without those solved?
-- rows: the week, when it is not, by more tickets than have no place in the sum: those solved at an unknown time or before they
--     were created, which resolution leaves out; so is a week before that was restated without this one
with
flow as (
    select
        metric_value.week_start,
        max(metric_value.n) filter (where metric_value.statistic = 'created') as created_count,
        max(metric_value.n) filter (where metric_value.statistic = 'solved') as solved_count,
        max(metric_value.n) filter (where metric_value.statistic = 'backlog') as open_count
    from mart.metric_latest as metric_value
    where metric_value.week_start in ($1::date, $1::date - 7)
      and metric_value.metric = 'ticket_flow'
      and metric_value.dimension = 'company'
    group by metric_value.week_start
),
unplaced as (
    select max(metric_value.excluded) as ticket_count
    from mart.metric_latest as metric_value
    where metric_value.week_start = $1
      and metric_value.metric = 'resolution'
      and metric_value.dimension = 'company'
)
select
    this_week.open_count as backlog,
    last_week.open_count + this_week.created_count - this_week.solved_count as expected,
    unplaced.ticket_count as unplaced
from flow as this_week
join flow as last_week on last_week.week_start = this_week.week_start - 7
cross join unplaced
where this_week.week_start = $1
  and abs(this_week.open_count - last_week.open_count - this_week.created_count + this_week.solved_count)
    > coalesce(unplaced.ticket_count, 0)
