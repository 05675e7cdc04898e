-- metric: scorecard
-- question: How well does each department listen and act?
-- value: score, the plain mean of participation, exposure, action, closure and ignored on fixed goalposts, 0 to 100
-- unit: score
-- grain: company, departments with eligible employees of 6 weeks
-- counts: the figures of the metrics it reads, for the company its own pooled ones
-- null: insufficient_n for a component without value, and for the score with fewer than three; departments of fewer than
--     min_group_size employees are suppressed
-- reads: week, employee, hidden_department, participation, exposure_hours, time_to_action, action_rate, loop_closure,
--     ignored_feedback, core.connected_column
-- parameters: min_group_size, and those of the metrics it reads
-- source: sql/metrics/README.md, scorecard
-- decided: goalposts 0..1, 0..0.8, 0..0.8, 0..0.9 and 0.5..0; a department with 5 items in action_rate and no pair in
--     loop_closure has closure 0, since what is never acted on is never closed; not where nobody says when customers were told
with
week as (
    select * from cohort_week
),
owner as (
    select 'company' as dimension, 'all' as member
    union
    select 'department', employee.department
    from cohort_employee as employee
    where employee.weeks = 6
),
input as (
    select metric_value.dimension, metric_value.member, metric_value.metric, metric_value.value, metric_value.n
    from mart.metric_value
    join week on week.week_start = metric_value.week_start
    where metric_value.dimension in ('company', 'department')
      and (metric_value.metric, metric_value.statistic) in (
        ('participation', 'share'), ('exposure_hours', 'share_at_target'), ('time_to_action', 'acted_by_30d'),
        ('action_rate', 'share'), ('loop_closure', 'share'), ('ignored_feedback', 'share'))
),
raw as (
    select
        owner.dimension,
        owner.member,
        max(input.value) filter (where input.metric = 'participation') as participation,
        max(input.value) filter (where input.metric = 'exposure_hours') / 0.8 as exposure,
        max(input.value) filter (where input.metric = 'time_to_action') / 0.8 as action,
        case
            when owner.dimension = 'department'
                and exists (
                    select from core.connected_column as connected
                    where connected.kind = 'actions' and connected.column_name = 'told_at')
                and max(input.n) filter (where input.metric = 'action_rate') >= 5
                and coalesce(max(input.n) filter (where input.metric = 'loop_closure'), 0) = 0
            then 0
            else max(input.value) filter (where input.metric = 'loop_closure') / 0.9
        end as closure,
        (0.5 - max(input.value) filter (where input.metric = 'ignored_feedback')) / 0.5 as ignored
    from owner
    left join input on input.dimension = owner.dimension and input.member = owner.member
    group by owner.dimension, owner.member
),
component as (
    select raw.dimension, raw.member, part.statistic, 100 * greatest(0, least(1, part.value)) as score
    from raw
    cross join lateral (
        values
            ('participation', raw.participation), ('exposure', raw.exposure), ('action', raw.action),
            ('closure', raw.closure), ('ignored', raw.ignored)
    ) as part (statistic, value)
    where part.value is not null
),
total as (
    select
        raw.dimension,
        raw.member,
        count(component.score) as component_count,
        case when count(component.score) >= 3 then avg(component.score order by component.statistic) end as score
    from raw
    left join component on component.dimension = raw.dimension and component.member = raw.member
    group by raw.dimension, raw.member
)
select
    total.dimension, total.member, statistic.statistic, 'score' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from total
cross join lateral (
    values ('score'), ('participation'), ('exposure'), ('action'), ('closure'), ('ignored')
) as statistic (statistic)
left join component
    on component.dimension = total.dimension
    and component.member = total.member
    and component.statistic = statistic.statistic
left join cohort_hidden_department as hidden
    on hidden.basis = 'employee'
    and total.dimension = 'department'
    and hidden.department = total.member
cross join lateral mart.figure(
    case when statistic.statistic = 'score' then total.score else component.score end,
    total.component_count,
    0,
    hidden.department is not null) as figure
