-- cohort: breakdown
-- holds: which members the items of a combination belong to: joining it repeats an item for each of them
-- reads: combination, member, profile
select combination.combination, profile.member_id, false as is_item_kind
from cohort_combination as combination
join cohort_profile as profile on profile.profile_id = combination.profile_id
union all
select combination.combination, member.member_id, false
from cohort_combination as combination
join cohort_member as member on member.dimension = 'department' and member.member = combination.department
union all
select combination.combination, member.member_id, true
from cohort_combination as combination
join cohort_member as member on member.dimension = 'item' and member.member = combination.item_kind
