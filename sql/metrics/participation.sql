-- metric: participation
-- question: How many of us talk with customers?
-- value: share of employees with a conversation
-- unit: share
-- grain: company, department; 6 weeks
-- counts: eligible employees, those without any conversation included
-- null: missing_input without interviews or meetings loaded; empty_denominator without employees; departments of fewer than
--     min_group_size employees are suppressed, and others with them until the hidden ones have that many
-- needs: interviews or meetings
-- reads: week, employee, participant, hidden_department
-- parameters: reporting_tz, qualifying_minutes, guest_minutes, min_group_size
-- source: sql/metrics/README.md, participation; interval: Wilson (1927)
-- decided: department just before the end of the week
with
week as (
    select * from cohort_week
),
employee as (
    select
        employee.department,
        exists (
            select from cohort_participant as participant
            where participant.person_id = employee.person_id
              and participant.started_at >= week.w6_starts_at
        ) as has_talked
    from cohort_employee as employee
    cross join week
    where employee.weeks = 6
),
tally as (
    select
        'company' as dimension,
        'all' as member,
        count(*) as employee_count,
        count(*) filter (where employee.has_talked) as talking_count
    from employee
    union all
    select 'department', employee.department, count(*), count(*) filter (where employee.has_talked)
    from employee
    group by employee.department
)
select
    tally.dimension, tally.member, 'share' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from tally
left join cohort_hidden_department as hidden
    on hidden.basis = 'employee'
    and tally.dimension = 'department'
    and hidden.department = tally.member
cross join lateral mart.share(tally.talking_count, tally.employee_count, 0, hidden.department is not null) as figure
