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
plan as (
    select
        meeting.week_start,
        settings.neglect_lambda,
        nullif(core.leader_count(meeting.week_start) * settings.leader_interviews * 13 / 4
            + coalesce(meeting.denominator, 0), 0) as planned_count
    from mart.metric_value as meeting
    cross join lateral core.settings_at(meeting.week_start) as settings
    where meeting.metric = 'meeting_presence'
      and meeting.dimension = 'company'
      and meeting.statistic = 'share'
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
    promise.promised_count,
    -- shortfall = 1 - (heard + 2) / (promised + 2), which says nothing more once the promise is kept.
    case when promise.shortfall > 0
        then round((1 - promise.shortfall) * (promise.promised_count + 2) - 2)::bigint end as heard_count
from promise;
comment on view mart.segment_voice is
    'What is behind the voice shortfall of each segment of the default scheme: conversations promised and held in the 13 weeks.';
comment on column mart.segment_voice.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.segment_voice.segment is 'Name of the segment.';
comment on column mart.segment_voice.shortfall is 'Shortfall of conversations against the plan, 0 to 1.';
comment on column mart.segment_voice.promised_count is
    'Conversations that the leaders'' interviews and the meetings of the 13 weeks promise to the segment; null: nothing was promised.';
comment on column mart.segment_voice.heard_count is
    'Conversations that leadership held with it; null: as many as promised or more, or nothing was promised.';
