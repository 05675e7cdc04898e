-- metric: conversations
-- question: How many conversations with customers did we have, and who of us had them?
-- value: count; cross_department_share, those with participants of two known departments or more
-- unit: count; share
-- grain: company, segment, department (cross_department_share: company); the week
-- counts: qualifying interviews and meetings with a guest; a department counts each conversation it took part in once
-- null: missing_input without interviews or meetings loaded; cross_department_share: empty_denominator without conversations;
--     suppressed for departments hidden in participation, n the eligible employees
-- needs: interviews or meetings
-- reads: week, conversation, participant, member, profile, hidden_department
-- parameters: reporting_tz, qualifying_minutes, guest_minutes, min_group_size
-- source: sql/metrics/README.md, conversations; interval: Wilson (1927)
-- decided: departments are not additive; segment and department at the instant of the conversation; hidden departments have their
--     row in every week, so that it does not tell when they talked with somebody
with
conversation as (
    select conversation.conversation_number, conversation.profile_id
    from cohort_conversation as conversation
    cross join cohort_week as week
    where conversation.started_at >= week.starts_at
),
department as (
    select distinct conversation.conversation_number, participant.department
    from conversation
    join cohort_participant as participant on participant.conversation_number = conversation.conversation_number
),
tally as (
    select profile.member_id, count(*) as conversation_count
    from conversation
    join cohort_profile as profile on profile.profile_id = conversation.profile_id
    group by profile.member_id
    union all
    select member.member_id, count(*)
    from department
    join cohort_member as member on member.dimension = 'department' and member.member = department.department
    group by member.member_id
),
breadth as (
    select count(*) filter (where department.department <> '(unknown)') as department_count
    from department
    group by department.conversation_number
)
select
    member.dimension, member.member, 'count' as statistic, 'count' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from cohort_member as member
left join tally on tally.member_id = member.member_id
left join cohort_hidden_department as hidden
    on hidden.basis = 'employee'
    and member.dimension = 'department'
    and hidden.department = member.member
cross join lateral mart.figure(
    coalesce(tally.conversation_count, 0),
    coalesce(hidden.person_count, tally.conversation_count, 0),
    0,
    hidden.department is not null) as figure
where tally.member_id is not null
   or hidden.department is not null
   or member.dimension = 'company'
union all
select
    'company', 'all', 'cross_department_share', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from (
    select count(*) filter (where breadth.department_count >= 2) as cross_count, count(*) as conversation_count
    from breadth
) as total
cross join lateral mart.share(total.cross_count, total.conversation_count, 0) as figure
