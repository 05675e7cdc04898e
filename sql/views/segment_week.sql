create or replace view mart.segment_week as
with
figure as (
    select
        metric_value.week_start,
        metric_value.dimension,
        metric_value.member,
        metric_value.metric || ' ' || metric_value.statistic as name,
        metric_value.value,
        metric_value.denominator,
        metric_value.n
    from mart.metric_value
    where metric_value.dimension = 'segment' or metric_value.dimension like 'segment:%'
),
wide as (
    select
        figure.week_start,
        figure.dimension,
        figure.member,
        coalesce(
            max(figure.n) filter (where figure.name = 'interview_coverage share'),
            max(figure.n) filter (where figure.name = 'segment_neglect index')) as customers,
        max(figure.denominator) filter (where figure.name = 'interview_coverage value_share' and figure.n > 0) as annual_value,
        max(figure.value) filter (where figure.name = 'interview_coverage share') as coverage,
        max(figure.value) filter (where figure.name = 'interview_coverage value_share') as value_coverage,
        max(figure.value) filter (where figure.name = 'first_response km_p50') as response_p50_hours,
        max(figure.value) filter (where figure.name = 'first_response within_target') as response_within_target,
        max(figure.value) filter (where figure.name = 'time_to_action acted_by_30d') as acted_by_30d,
        max(figure.value) filter (where figure.name = 'action_rate share') as action_rate,
        max(figure.value) filter (where figure.name = 'ignored_feedback share') as ignored,
        max(figure.value) filter (where figure.name = 'retention share') as retention,
        max(figure.value) filter (where figure.name = 'segment_neglect index') as neglect,
        max(figure.value) filter (where figure.name = 'segment_neglect voice') as voice,
        max(figure.value) filter (where figure.name = 'segment_neglect action') as action,
        max(figure.value) filter (where figure.name = 'segment_neglect response') as response,
        max(figure.value) filter (where figure.name = 'segment_neglect contribution') as contribution
    from figure
    group by figure.week_start, figure.dimension, figure.member
)
select
    wide.week_start,
    to_char(wide.week_start, 'IYYY-"W"IW') as iso_week,
    case wide.dimension when 'segment' then 'segment' else substr(wide.dimension, length('segment:') + 1) end as scheme,
    wide.member as segment,
    coalesce(wide.customers, case when coverage.status is distinct from 'missing_input' then 0 end) as customers,
    wide.annual_value,
    wide.coverage,
    wide.value_coverage,
    conversation.conversation_count as conversations_13w,
    wide.response_p50_hours,
    wide.response_within_target,
    wide.acted_by_30d,
    wide.action_rate,
    wide.ignored,
    wide.retention,
    wide.neglect,
    wide.voice,
    wide.action,
    wide.response,
    wide.contribution
from wide
left join mart.metric_value as coverage
    on coverage.week_start = wide.week_start
    and coverage.metric = 'interview_coverage'
    and coverage.dimension = 'company'
    and coverage.statistic = 'share'
cross join lateral (
    -- The 13 weeks are whole weeks, so their counts add up; the company has a row in each that was computed.
    select
        case when count(weekly.value) filter (where weekly.dimension = 'company') = 13
            and bool_and(weekly.status = 'ok')
            then coalesce(sum(weekly.value) filter (where weekly.dimension = wide.dimension), 0)::bigint
        end as conversation_count
    from mart.metric_value as weekly
    where weekly.week_start between wide.week_start - 84 and wide.week_start
      and weekly.metric = 'conversations'
      and weekly.statistic = 'count'
      and ((weekly.dimension = 'company' and weekly.member = 'all')
           or (weekly.dimension = wide.dimension and weekly.member = wide.member))
) as conversation;
comment on view mart.segment_week is 'One row a week, scheme and segment of customers: how well it was heard, answered and acted for.';
comment on column mart.segment_week.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.segment_week.iso_week is 'The week as ISO 8601 names it, such as 2026-W10.';
comment on column mart.segment_week.scheme is 'Scheme of segments; segment is the default one.';
comment on column mart.segment_week.segment is 'Name of the segment; (unknown): customers without one.';
comment on column mart.segment_week.customers is 'Customers active in the 13 weeks, silent ones included; null: not counted, as neither interviews nor meetings were loaded.';
comment on column mart.segment_week.annual_value is 'Annual value of those whose value is known, in the reporting currency; null: of none.';
comment on column mart.segment_week.coverage is 'Share of the customers with a conversation in the 13 weeks, 0 to 1.';
comment on column mart.segment_week.value_coverage is 'The same, weighted by annual value.';
comment on column mart.segment_week.conversations_13w is 'Conversations of the 13 weeks; null: not all of these weeks are computed, or none was loaded.';
comment on column mart.segment_week.response_p50_hours is 'Hours within which half of the tickets were answered, waiting ones counted; null: not reached, or too few.';
comment on column mart.segment_week.response_within_target is 'Share of tickets answered within the target, 0 to 1.';
comment on column mart.segment_week.acted_by_30d is 'Share of items acted on within 30 days, open ones counted (time_to_action).';
comment on column mart.segment_week.action_rate is 'Share of mature items acted on in time, 0 to 1.';
comment on column mart.segment_week.ignored is 'Share of mature items that nobody reacted to, 0 to 1.';
comment on column mart.segment_week.retention is 'Share of the customers of 13 weeks ago that stayed, 0 to 1.';
comment on column mart.segment_week.neglect is 'Neglect index, 0 good to 100 bad; null: too little is known, or not the default scheme.';
comment on column mart.segment_week.voice is 'Shortfall of conversations with leadership against the plan, 0 to 1; null: neither interviews nor meetings were loaded.';
comment on column mart.segment_week.action is 'Shortfall of items acted on against the target, 0 to 1; null: fewer than 5 items.';
comment on column mart.segment_week.response is 'Shortfall of tickets answered in time against the target, 0 to 1; null: fewer than 5 tickets.';
comment on column mart.segment_week.contribution is 'Points that the segment adds to the neglect index of the company.';
