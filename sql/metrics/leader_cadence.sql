-- metric: leader_cadence
-- question: Do our leaders talk with customers as often as they promised?
-- value: share of leaders with leader_interviews or more; mean interviews a leader; count, the interviews of one leader
-- unit: share; count
-- grain: company, department, leader; 4 weeks
-- counts: eligible leaders and the distinct interviews they took part in; meetings with a guest are none
-- null: missing_input without interviews loaded; empty_denominator without leaders; departments of fewer than min_group_size
--     leaders are suppressed, and others with them until the hidden ones have that many
-- needs: interviews
-- reads: week, employee, participant, hidden_department
-- parameters: reporting_tz, qualifying_minutes, leader_interviews, min_group_size
-- source: sql/metrics/README.md, leader_cadence; interval: Wilson (1927)
-- decided: sitting in a meeting is no interview
with
week as (
    select * from cohort_week
),
interview as (
    select participant.person_id, count(distinct participant.conversation_number) as interview_count
    from cohort_participant as participant
    cross join week
    where participant.conversation_kind = 'interview'
      and participant.started_at >= week.w4_starts_at
      and participant.person_id is not null
    group by participant.person_id
),
leader as (
    select employee.email, employee.department, coalesce(interview.interview_count, 0) as interview_count
    from cohort_employee as employee
    left join interview on interview.person_id = employee.person_id
    where employee.weeks = 4
      and employee.is_leader
),
tally as (
    select
        member.dimension,
        member.member,
        count(leader.email) as leader_count,
        count(leader.email) filter (where leader.interview_count >= week.leader_interviews) as kept_count,
        avg(leader.interview_count)::double precision as mean_count
    from week
    left join leader on true
    cross join lateral (
        values ('company', 'all'), ('department', leader.department)
    ) as member (dimension, member)
    where member.member is not null
    group by member.dimension, member.member
),
line as (
    select tally.*, hidden.department is not null as is_hidden
    from tally
    left join cohort_hidden_department as hidden
        on hidden.basis = 'leader'
        and tally.dimension = 'department'
        and hidden.department = tally.member
)
select
    line.dimension, line.member, 'share' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.share(line.kept_count, line.leader_count, 0, line.is_hidden) as figure
union all
select
    line.dimension, line.member, 'mean', 'count',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.figure(line.mean_count, line.leader_count, 0, line.is_hidden) as figure
union all
select
    'leader', leader.email, 'count', 'count',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from leader
cross join lateral mart.figure(leader.interview_count, leader.interview_count, 0) as figure
