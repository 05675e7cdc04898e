-- cohort: hidden_department
-- holds: departments whose figures are not shown, by basis: employee (eligible employees of 6 weeks) or leader (eligible
--     leaders of 4 weeks), with the number of these people; those below min_group_size and, until all that are hidden have that
--     many together, the next smallest
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
        size.person_count,
        size.person_count < week.min_group_size as is_small,
        bool_or(size.person_count < week.min_group_size) over (partition by size.basis) as is_any_small,
        coalesce(
            sum(size.person_count) over (
                partition by size.basis
                order by size.person_count, size.department collate "C"
                rows between unbounded preceding and 1 preceding),
            0) < week.min_group_size as is_needed
    from size
    cross join week
)
select ranked.basis, ranked.department, ranked.person_count
from ranked
where ranked.is_small
   or (ranked.is_any_small and ranked.is_needed)
