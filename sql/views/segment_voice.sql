create or replace view mart.segment_voice as
with
voice as (
    select
        shortfall.week_start,
        shortfall.member as segment,
        shortfall.value as shortfall,
        shortfall.n::double precision as customer_count,
        sum(shortfall.n) over (partition by shortfall.week_start)::double precision as all_customers,
        coalesce(coverage.denominator, 0) as annual_value,
        sum(coalesce(coverage.denominator, 0)) over (partition by shortfall.week_start) as all_value
    from mart.metric_value as shortfall
    left join mart.metric_value as coverage
        on coverage.week_start = shortfall.week_start
        and coverage.metric = 'interview_coverage'
        and coverage.dimension = shortfall.dimension
        and coverage.member = shortfall.member
        and coverage.statistic = 'value_share'
    where shortfall.metric = 'segment_neglect'
      and shortfall.dimension = 'segment'
      and shortfall.statistic = 'voice'
),
held as (
    select
        meeting.week_start,
        coalesce(meeting.denominator, 0) as meeting_count,
        max(setting.value) filter (where setting.setting = 'reporting_tz') as zone,
        max(setting.value) filter (where setting.setting = 'leader_interviews')::double precision as leader_interviews,
        max(setting.value) filter (where setting.setting = 'neglect_lambda')::double precision as neglect_lambda
    from mart.metric_value as meeting
    join mart.setting_history as setting
        on setting.valid_from <= meeting.week_start and setting.valid_to > meeting.week_start
    where meeting.metric = 'meeting_presence'
      and meeting.dimension = 'company'
      and meeting.statistic = 'share'
    group by meeting.week_start, meeting.denominator
),
bounded as (
    select
        held.*,
        (held.week_start + 7)::timestamp at time zone held.zone as ends_at,
        ((held.week_start + 7)::timestamp - interval '45 days 12 hours') at time zone held.zone as half_at
    from held
),
leader as (
    -- Eligible employees of the 13 weeks, as the cohort employee has them; their number is kept in no figure.
    select bounded.week_start, count(*) as leader_count
    from bounded
    join core.person_history as history on history.valid_from < bounded.ends_at and history.valid_to >= bounded.ends_at
    join core.person on person.person_id = history.person_id
    where history.is_leader
      and not person.is_absent
      and (history.employed_from is null or history.employed_from <= bounded.half_at)
      and (history.employed_to is null or history.employed_to >= bounded.ends_at)
    group by bounded.week_start
),
plan as (
    select
        held.week_start,
        held.neglect_lambda,
        nullif(coalesce(leader.leader_count, 0) * held.leader_interviews * 13 / 4 + held.meeting_count, 0) as planned_count
    from held
    left join leader on leader.week_start = held.week_start
),
promise as (
    select
        voice.week_start,
        voice.segment,
        voice.shortfall,
        plan.planned_count * case
            when voice.all_value = 0 then voice.customer_count / voice.all_customers
            else plan.neglect_lambda * voice.customer_count / voice.all_customers
                + (1 - plan.neglect_lambda) * voice.annual_value / voice.all_value
        end as promised_count
    from voice
    join plan on plan.week_start = voice.week_start
)
select
    promise.week_start,
    promise.segment,
    promise.shortfall,
    case when promise.shortfall is not null then promise.promised_count end as promised_count,
    -- shortfall = 1 - (heard + 2) / (promised + 2), which says nothing more once the promise is kept.
    case when promise.shortfall > 0
        then round((1 - promise.shortfall) * (promise.promised_count + 2) - 2)::bigint end as heard_count
from promise;
comment on view mart.segment_voice is
    'What is behind the voice shortfall of each segment of the default scheme: conversations promised and held in the 13 weeks.';
comment on column mart.segment_voice.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.segment_voice.segment is 'Name of the segment.';
comment on column mart.segment_voice.shortfall is 'Shortfall of conversations against the plan, 0 to 1; null: neither interviews nor meetings were loaded.';
comment on column mart.segment_voice.promised_count is
    'Conversations that the leaders'' interviews and the meetings of the 13 weeks promise to the segment; null: nothing was promised, or none was loaded.';
comment on column mart.segment_voice.heard_count is
    'Conversations that leadership held with it; null: as many as promised or more, nothing was promised, or none was loaded.';
