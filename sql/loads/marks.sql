-- After every load: the weeks whose figures the touched spans can change, from the week of the first instant to the last
-- week whose windows still reach back to the span's end.

-- step: marks
with promise as (
    -- The longest each of the two was for any week.
    select definition.setting,
        greatest(max(setting.value::integer), max(definition.default_value::integer)) as days
    from core.setting_definition as definition
    left join core.setting as setting on setting.setting = definition.setting
    where definition.setting in ('action_target_days', 'closure_target_days')
    group by definition.setting
),
reach as (
    -- The longest look back of any metric: ignored_feedback, 26 weeks that end action_target_days before the week does, or
    -- loop_closure, 13 weeks that end closure_target_days before.
    select make_interval(days => max(case promise.setting when 'action_target_days' then 182 else 91 end + promise.days)) as length
    from promise
),
zone as (
    select coalesce(
        (select setting.value from core.setting as setting where setting.setting = 'reporting_tz'
         order by setting.valid_from desc limit 1),
        (select definition.default_value from core.setting_definition as definition
         where definition.setting = 'reporting_tz')) as name
),
earliest as (
    -- Dates before it are mistakes that were loaded before there was a rule, and would mark thousands of weeks.
    select core.earliest_event_at() as event_at
),
data_span as (
    select
        least(
            (select min(created_at) from core.ticket where created_at >= earliest.event_at),
            (select min(occurred_at) from core.interview where occurred_at >= earliest.event_at),
            (select min(received_at) from core.feedback where received_at >= earliest.event_at),
            (select min(held_at) from core.meeting where held_at >= earliest.event_at)) as starts_at,
        (select started_at from load_context) as ends_at
    from earliest
),
span as (
    select distinct
        date_trunc('week', greatest(touched.from_at, data_span.starts_at) at time zone zone.name)::date as first_week,
        date_trunc('week', least(touched.through_at + reach.length, data_span.ends_at)
            at time zone zone.name)::date as last_week
    from touched
    cross join reach
    cross join zone
    cross join data_span
    where data_span.starts_at is not null and touched.from_at is not null and touched.from_at < data_span.ends_at
)
insert into ops.dirty_week (week_start, load_id)
select distinct week.week_start::date, load.load_id
from span
cross join generate_series(span.first_week::timestamp, span.last_week::timestamp, interval '7 days') as week (week_start)
cross join load_context as load
on conflict (week_start, load_id) do nothing;

-- step: connections
-- The first load of a kind or column, and one that is undone and was the only one of it, touches every week.
with
connected_after as (
    select connected.kind, connected.source, connected.column_name
    from core.connected_column as connected
    union all
    select connected.kind, null, null
    from core.connected_kind as connected
),
changed as (
    (select * from connected_after except select * from connected_before)
    union all
    (select * from connected_before except select * from connected_after)
)
insert into ops.dirty_week (week_start, load_id)
select distinct metric_value.week_start, load.load_id
from mart.metric_value
cross join load_context as load
where exists (select from changed)
on conflict (week_start, load_id) do nothing;
