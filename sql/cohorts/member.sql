-- cohort: member
-- holds: one row a member of a dimension in which something of the week is broken down; numbers are cheaper to group by than names
-- reads: membership, combination, employee, participant
with
member as (
    select 'company' as dimension, 'all' as member
    union
    select 'item', combination.item_kind
    from cohort_combination as combination
    union
    select 'department', combination.department
    from cohort_combination as combination
    union
    select 'department', employee.department
    from cohort_employee as employee
    union
    select 'department', participant.department
    from cohort_participant as participant
    union
    select
        case when segment.scheme = 'segment' then 'segment' else 'segment:' || segment.scheme end,
        segment.segment
    from cohort_membership as membership
    cross join lateral unnest(membership.schemes, membership.segments) as segment (scheme, segment)
)
select
    row_number() over (order by member.dimension collate "C", member.member collate "C")::integer as member_id,
    member.dimension,
    member.member
from member
