-- cohort: breakdown
-- holds: which members items of a profile, department and kind belong to: joining it repeats an item for each of them
-- reads: item, member, profile
with
combination as (
    select distinct item.profile_id, item.department, item.item_kind
    from cohort_item as item
)
select combination.profile_id, combination.department, combination.item_kind, profile.member_id, false as is_item_kind
from combination
join cohort_profile as profile on profile.profile_id = combination.profile_id
union all
select combination.profile_id, combination.department, combination.item_kind, member.member_id, false
from combination
join cohort_member as member on member.dimension = 'department' and member.member = combination.department
union all
select combination.profile_id, combination.department, combination.item_kind, member.member_id, true
from combination
join cohort_member as member on member.dimension = 'item' and member.member = combination.item_kind
