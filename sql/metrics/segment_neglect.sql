-- metric: segment_neglect
-- question: Which customers do we neglect, and in what?
-- value: index, 0 good to 100 bad; its shortfalls voice, action and response, 0 to 1; contribution, the segment's part of the
--     company's index
-- unit: index; shortfall
-- grain: company (index only), segments of the default scheme; 13 weeks
-- counts: eligible customers, leaders' conversations against the plan, items acted on and tickets answered against the target
-- null: insufficient_n for voice without interviews or meetings loaded, for action and response on fewer than 5 records, for index and contribution when the pillars known weigh
--     less than 0.5; voice_only when voice stands alone on a plan of at least 5; relative_voice when nothing was planned
-- reads: week, member, profile, customer, employee, meeting, conversation, participant, action_rate, first_response,
--     core.connected_kind
-- parameters: leader_interviews, neglect_lambda, neglect_target, neglect_weight_voice, neglect_weight_action,
--     neglect_weight_response, and those of the metrics it reads
-- source: sql/metrics/README.md, segment_neglect
-- decided: shortfalls against promises, so that no segment looks worse because another got better; customers of unknown segment
--     are left out
with
week as (
    select * from cohort_week
),
member as (
    select member.member_id, member.member
    from cohort_member as member
    where member.dimension = 'segment'
),
heard as (
    select conversation.conversation_number, conversation.profile_id
    from cohort_conversation as conversation
    where conversation.conversation_kind = 'meeting'
       or exists (
        select from cohort_participant as participant
        where participant.conversation_number = conversation.conversation_number
          and participant.is_leader)
),
heard_by_segment as (
    select profile.member_id, count(*)::double precision as heard_count
    from heard
    join cohort_profile as profile on profile.profile_id = heard.profile_id
    group by profile.member_id
),
customer_by_segment as (
    select
        profile.member_id,
        count(*)::double precision as customer_count,
        coalesce(sum(customer.annual_value), 0)::double precision as annual_value
    from cohort_customer as customer
    join cohort_profile as profile on profile.profile_id = customer.profile_id
    where customer.is_eligible
    group by profile.member_id
),
promise as (
    select
        (select count(*) from cohort_employee as employee where employee.weeks = 13 and employee.is_leader)
            * week.leader_interviews * 13 / 4
            + (select count(*) from cohort_meeting) as planned_count,
        (select count(*) from heard) as heard_count
    from week
),
plan as (
    select
        promise.planned_count = 0 as is_relative,
        case when promise.planned_count = 0 then promise.heard_count else promise.planned_count end as planned_count
    from promise
),
segment as (
    select
        member.member,
        customer_by_segment.customer_count,
        coalesce(heard_by_segment.heard_count, 0) as heard_count,
        customer_by_segment.customer_count / sum(customer_by_segment.customer_count) over () as customer_share,
        customer_by_segment.annual_value
            / nullif(sum(customer_by_segment.annual_value::numeric) over (), 0)::double precision as value_share
    from member
    join customer_by_segment on customer_by_segment.member_id = member.member_id
    left join heard_by_segment on heard_by_segment.member_id = member.member_id
    where member.member <> '(unknown)'
),
expected as (
    select
        segment.member,
        segment.customer_count,
        segment.heard_count,
        plan.is_relative,
        plan.planned_count * case
            when segment.value_share is null then segment.customer_share
            else week.neglect_lambda * segment.customer_share + (1 - week.neglect_lambda) * segment.value_share
        end as expected_count
    from segment
    cross join plan
    cross join week
),
kept as (
    select
        metric_value.metric,
        metric_value.member,
        case when metric_value.n >= 5 then
            1 - least(1, (metric_value.numerator + 10 * company.value) / (metric_value.n + 10) / week.neglect_target) end as shortfall
    from mart.metric_value
    join mart.metric_value as company
        on company.week_start = metric_value.week_start
        and company.metric = metric_value.metric
        and company.dimension = 'company'
        and company.statistic = metric_value.statistic
    cross join week
    where metric_value.week_start = week.week_start
      and metric_value.dimension = 'segment'
      and (metric_value.metric, metric_value.statistic) in (('action_rate', 'share'), ('first_response', 'within_target'))
),
pillar as (
    select
        expected.member,
        expected.customer_count,
        expected.expected_count,
        expected.is_relative,
        case when exists (
            select from core.connected_kind where connected_kind.kind in ('interviews', 'meetings')
        ) then 1 - least(1, (expected.heard_count + 2) / (expected.expected_count + 2)) end as voice,
        action.shortfall as action,
        response.shortfall as response
    from expected
    left join kept as action on action.member = expected.member and action.metric = 'action_rate'
    left join kept as response on response.member = expected.member and response.metric = 'first_response'
),
weighed as (
    select
        pillar.*,
        pillar.voice is not null
            and pillar.action is null and pillar.response is null and pillar.expected_count >= 5 as is_voice_enough,
        case when pillar.voice is null then 0 else week.neglect_weight_voice end
            + case when pillar.action is null then 0 else week.neglect_weight_action end
            + case when pillar.response is null then 0 else week.neglect_weight_response end as weight,
        coalesce(week.neglect_weight_voice * pillar.voice, 0)
            + coalesce(week.neglect_weight_action * pillar.action, 0)
            + coalesce(week.neglect_weight_response * pillar.response, 0) as shortfall
    from pillar
    cross join week
),
indexed as (
    select
        weighed.*,
        case when weighed.weight >= 0.5 - 1e-9 or weighed.is_voice_enough
            then 100 * weighed.shortfall / nullif(weighed.weight, 0) end as index,
        case
            when weighed.weight < 0.5 - 1e-9 then 'voice_only'
            when weighed.is_relative and weighed.voice is not null then 'relative_voice'
            else 'ok'
        end as standing
    from weighed
),
company as (
    select
        sum(indexed.customer_count * indexed.index order by indexed.member collate "C")
            / nullif(sum(indexed.customer_count), 0) as index,
        bool_or(indexed.voice is not null) as has_voice,
        coalesce(sum(indexed.customer_count), 0)::bigint as customer_count
    from indexed
    where indexed.index is not null
),
figure as (
    select 'company' as dimension, 'all' as member, 'index' as statistic, 'index' as unit,
        company.index as value, company.customer_count, case when plan.is_relative and company.has_voice then 'relative_voice' else 'ok' end as standing
    from company
    cross join plan
    union all
    select 'segment', indexed.member, part.statistic, part.unit, part.value, indexed.customer_count::bigint, part.standing
    from indexed
    cross join company
    cross join lateral (
        values
            ('index', 'index', indexed.index, indexed.standing),
            ('contribution', 'index', indexed.customer_count * indexed.index / nullif(company.customer_count, 0), indexed.standing),
            ('voice', 'shortfall', indexed.voice, 'ok'),
            ('action', 'shortfall', indexed.action, 'ok'),
            ('response', 'shortfall', indexed.response, 'ok')
    ) as part (statistic, unit, value, standing)
)
select
    figure.dimension, figure.member, figure.statistic, figure.unit,
    shown.value, shown.numerator, shown.denominator, shown.n, shown.excluded, shown.ci_low, shown.ci_high,
    case when shown.status = 'ok' then figure.standing else shown.status end as status
from figure
cross join lateral mart.figure(figure.value, figure.customer_count, 0) as shown
