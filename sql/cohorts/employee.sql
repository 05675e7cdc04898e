-- cohort: employee
-- holds: one row a window (4, 6 or 13 weeks) and eligible employee of it, with department and leader flag just before its end
-- reads: week, core.person, core.person_history
with
week as (
    select * from cohort_week
),
span as (
    select 4 as weeks, week.w4_half_at as half_at, week.ends_at from week
    union all
    select 6, week.w6_half_at, week.ends_at from week
    union all
    select 13, week.w13_half_at, week.ends_at from week
)
select
    span.weeks,
    person.person_id,
    person.email,
    coalesce(history.department, '(unknown)') as department,
    history.is_leader
from span
join core.person_history as history on history.valid_from < span.ends_at and history.valid_to >= span.ends_at
join core.person on person.person_id = history.person_id
where not person.is_absent
  and (history.employed_from is null or history.employed_from < span.ends_at)
  and (history.employed_to is null or history.employed_to >= span.ends_at)
  and (history.employed_from is null or history.employed_from <= span.half_at)
