-- With the rights of who reads, so that row security hides single leaders from analysts: for them it is empty.
create or replace view mart.outreach_call with (security_invoker = true) as
with
missing as (
    select
        metric_value.week_start,
        metric_value.member as leader,
        metric_value.value as interview_count,
        ceil(setting.value::double precision - metric_value.value)::integer as missing_count
    from mart.metric_value
    join mart.setting_history as setting
        on setting.setting = 'leader_interviews'
        and setting.valid_from <= metric_value.week_start
        and setting.valid_to > metric_value.week_start
    where metric_value.metric = 'leader_cadence'
      and metric_value.dimension = 'leader'
      and metric_value.statistic = 'count'
),
turn as (
    select
        missing.week_start,
        missing.leader,
        row_number() over (
            partition by missing.week_start
            order by round.round, missing.interview_count, missing.leader collate "C") as place
    from missing
    cross join lateral generate_series(1, missing.missing_count) as round (round)
)
select turn.week_start, turn.place, turn.leader, outreach.customer_id
from turn
join mart.outreach on outreach.week_start = turn.week_start and outreach.place = turn.place;
comment on view mart.outreach_call is
    'Whom each leader who is behind may call: one row a week and missing interview, dealt out in rounds. Only for export.';
comment on column mart.outreach_call.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.outreach_call.place is 'Place of the customer in mart.outreach.';
comment on column mart.outreach_call.leader is 'Address of the leader.';
comment on column mart.outreach_call.customer_id is 'The customer to call.';
