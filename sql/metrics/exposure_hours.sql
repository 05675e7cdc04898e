-- metric: exposure_hours
-- question: How much time do we spend with customers?
-- value: mean and median hours an employee; share_at_target, those with exposure_target_hours or more
-- unit: hours; share
-- grain: company, department; 6 weeks
-- counts: eligible employees, those with no time at all included; the union of their conversations' time ranges, a session capped
--     at 8 hours and at the end of the week
-- null: missing_input without interviews or meetings loaded, or when more than a fifth of the conversations have no duration;
--     empty_denominator without employees;
--     departments of fewer than min_group_size employees are suppressed
-- needs: interviews or meetings
-- reads: week, employee, participant, hidden_department
-- parameters: reporting_tz, qualifying_minutes, guest_minutes, exposure_target_hours, min_group_size
-- source: sql/metrics/README.md, exposure_hours; interval: Wilson (1927)
-- decided: shared hours count once for a person; conversations without duration add nothing and are counted in excluded
with
week as (
    select * from cohort_week
),
employee as (
    select employee.person_id, employee.department
    from cohort_employee as employee
    where employee.weeks = 6
),
session as (
    select
        employee.person_id,
        employee.department,
        participant.conversation_number,
        participant.duration is null as is_unknown,
        tstzrange(
            participant.started_at,
            participant.started_at + least(
                participant.duration, interval '8 hours', week.ends_at - participant.started_at)) as span
    from cohort_participant as participant
    cross join week
    join employee on employee.person_id = participant.person_id
    where participant.started_at >= week.w6_starts_at
),
merged as (
    select session.person_id, unnest(range_agg(session.span)) as span
    from session
    where not session.is_unknown
    group by session.person_id
),
exposure as (
    select merged.person_id, sum(extract(epoch from upper(merged.span) - lower(merged.span))) as seconds
    from merged
    where not isempty(merged.span)
    group by merged.person_id
),
spent as (
    select employee.department, coalesce(exposure.seconds, 0) as seconds
    from employee
    left join exposure on exposure.person_id = employee.person_id
),
tally as (
    select
        'company' as dimension,
        'all' as member,
        count(*) as employee_count,
        avg(spent.seconds)::double precision / 3600 as mean_hours,
        percentile_cont(0.5) within group (order by spent.seconds::double precision) / 3600 as median_hours,
        count(*) filter (where spent.seconds >= week.exposure_target_hours * 3600) as reaching_count
    from spent
    cross join week
    union all
    select
        'department',
        spent.department,
        count(*),
        avg(spent.seconds)::double precision / 3600,
        percentile_cont(0.5) within group (order by spent.seconds::double precision) / 3600,
        count(*) filter (where spent.seconds >= week.exposure_target_hours * 3600)
    from spent
    cross join week
    group by spent.department
),
conversation as (
    select
        'company' as dimension,
        'all' as member,
        count(distinct session.conversation_number) as conversation_count,
        count(distinct session.conversation_number) filter (where session.is_unknown) as unknown_count
    from session
    union all
    select
        'department',
        session.department,
        count(distinct session.conversation_number),
        count(distinct session.conversation_number) filter (where session.is_unknown)
    from session
    group by session.department
),
line as (
    select
        tally.*,
        coalesce(conversation.unknown_count, 0) as unknown_count,
        coalesce(5 * conversation.unknown_count > conversation.conversation_count, false) as is_input_missing,
        hidden.department is not null as is_hidden
    from tally
    left join conversation on conversation.dimension = tally.dimension and conversation.member = tally.member
    left join cohort_hidden_department as hidden
        on hidden.basis = 'employee'
        and tally.dimension = 'department'
        and hidden.department = tally.member
)
select
    line.dimension, line.member, part.statistic, 'hours' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral (
    values ('mean', line.mean_hours), ('median', line.median_hours)
) as part (statistic, value)
cross join lateral mart.figure(
    part.value, line.employee_count, line.unknown_count, line.is_hidden, line.is_input_missing) as figure
union all
select
    line.dimension, line.member, 'share_at_target', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.share(
    line.reaching_count, line.employee_count, line.unknown_count, line.is_hidden, line.is_input_missing) as figure
