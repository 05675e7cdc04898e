create or replace view core.hidden_department as
with
week as (
    select distinct mart.civil_week(talk.started_at, reporting_zone.zone) as week_start
    from (
        select interview.occurred_at as started_at from core.interview
        union all
        select meeting.held_at from core.meeting
    ) as talk
    cross join core.reporting_zone
),
bounded as (
    select
        week.week_start,
        (week.week_start + 7)::timestamp at time zone reporting_zone.zone as ends_at,
        ((week.week_start + 7)::timestamp - interval '21 days') at time zone reporting_zone.zone as half_at,
        setting.value::integer as min_group_size
    from week
    cross join core.reporting_zone
    join mart.setting_history as setting
        on setting.setting = 'min_group_size'
        and setting.valid_from <= week.week_start
        and setting.valid_to > week.week_start
),
-- Eligible employees of 6 weeks and those of them that are hidden, as the cohorts employee and hidden_department have them: records
-- are read before their week was computed, too.
size as (
    select
        bounded.week_start,
        bounded.min_group_size,
        coalesce(history.department, '(unknown)') as department,
        count(*) as employee_count
    from bounded
    join core.person_history as history on history.valid_from < bounded.ends_at and history.valid_to >= bounded.ends_at
    join core.person on person.person_id = history.person_id
    where not person.is_absent
      and (history.employed_from is null or history.employed_from <= bounded.half_at)
      and (history.employed_to is null or history.employed_to >= bounded.ends_at)
    group by bounded.week_start, bounded.min_group_size, coalesce(history.department, '(unknown)')
),
ranked as (
    select
        size.week_start,
        size.department,
        size.employee_count < size.min_group_size as is_small,
        bool_or(size.employee_count < size.min_group_size) over (partition by size.week_start) as is_any_small,
        coalesce(
            sum(size.employee_count) over (
                partition by size.week_start
                order by size.employee_count, size.department collate "C"
                rows between unbounded preceding and 1 preceding),
            0) < size.min_group_size as is_needed
    from size
)
select ranked.week_start, ranked.department
from ranked
where ranked.is_small
   or (ranked.is_any_small and ranked.is_needed);
comment on view core.hidden_department is
    'Departments of which no view shows in which talks they took part: one row a week with talks and department that participation hides in it.';
comment on column core.hidden_department.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column core.hidden_department.department is 'Name of the department.';
