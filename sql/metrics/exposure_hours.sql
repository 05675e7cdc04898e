-- metric: exposure_hours
-- question: How much time do we spend with customers?
-- value: mean and median hours an employee; share_at_target, those with exposure_target_hours or more
-- unit: hours; share
-- grain: company, department; 6 weeks
-- counts: eligible employees, those with no time at all included; the union of their conversations' time ranges, a session capped
--     at 8 hours and at the end of the week
-- null: empty_denominator without employees; missing_input when more than a fifth of the conversations have no duration;
--     departments of fewer than min_group_size employees are suppressed
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
    select merged.person_id, sum(date_part('epoch', upper(merged.span) - lower(merged.span)))::double precision as seconds
    from merged
    where not isempty(merged.span)
    group by merged.person_id
),
spent as (
    select employee.department, coalesce(exposure.seconds, 0) / 3600 as hours
    from employee
    left join exposure on exposure.person_id = employee.person_id
),
tally as (
    select
        'company' as dimension,
        'all' as member,
        count(*) as employee_count,
        avg(spent.hours) as mean_hours,
        percentile_cont(0.5) within group (order by spent.hours) as median_hours,
        count(*) filter (where spent.hours >= week.exposure_target_hours) as reaching_count
    from spent
    cross join week
    union all
    select
        'department',
        spent.department,
        count(*),
        avg(spent.hours),
        percentile_cont(0.5) within group (order by spent.hours),
        count(*) filter (where spent.hours >= week.exposure_target_hours)
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
),
figure as (
    select line.dimension, line.member, line.is_input_missing, part.statistic, part.unit, figure.*
    from line
    cross join lateral (
        values ('mean', 'hours', line.mean_hours), ('median', 'hours', line.median_hours)
    ) as part (statistic, unit, of_value)
    cross join lateral mart.figure(part.of_value, line.employee_count, line.unknown_count, line.is_hidden) as figure
    union all
    select line.dimension, line.member, line.is_input_missing, 'share_at_target', 'share', figure.*
    from line
    cross join lateral mart.share(line.reaching_count, line.employee_count, line.unknown_count, line.is_hidden) as figure
),
judged as (
    select figure.*, figure.is_input_missing and figure.status = 'ok' as is_withheld
    from figure
)
select
    judged.dimension,
    judged.member,
    judged.statistic,
    judged.unit,
    case when not judged.is_withheld then judged.value end as value,
    case when not judged.is_withheld then judged.numerator end as numerator,
    case when not judged.is_withheld then judged.denominator end as denominator,
    judged.n,
    judged.excluded,
    case when not judged.is_withheld then judged.ci_low end as ci_low,
    case when not judged.is_withheld then judged.ci_high end as ci_high,
    case when judged.is_withheld then 'missing_input' else judged.status end as status
from judged
