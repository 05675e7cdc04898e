-- cohort: hidden_department
-- holds: departments whose figures are not shown, by basis: employee (eligible employees of 6 weeks) or leader (eligible
--     leaders of 4 weeks); those below min_group_size, and a second one where a single one could be derived from the company
-- reads: week, employee
with
week as (
    select * from cohort_week
),
person as (
    select 'employee' as basis, employee.department from cohort_employee as employee where employee.weeks = 6
    union all
    select 'leader', employee.department from cohort_employee as employee where employee.weeks = 4 and employee.is_leader
),
size as (
    select person.basis, person.department, count(*) as person_count
    from person
    group by person.basis, person.department
),
ranked as (
    select
        size.basis,
        size.department,
        size.person_count < week.min_group_size as is_small,
        count(*) filter (where size.person_count < week.min_group_size) over (partition by size.basis) as small_count,
        row_number() over (partition by size.basis order by size.person_count, size.department collate "C") as place
    from size
    cross join week
)
select ranked.basis, ranked.department
from ranked
where ranked.is_small
   or (ranked.small_count = 1 and ranked.place = 2)
