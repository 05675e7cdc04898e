-- cohort: combination
-- holds: one row a profile, department and kind that some item has together, and how many opened earlier than cohort_item
--     goes, with how many of these lack an answer (cohort_earlier_item)
-- reads: item, earlier_item
with
combination as (
    select distinct item.combination, item.profile_id, item.department, item.item_kind,
        0 as earlier_count, 0 as earlier_lacking_count
    from cohort_item as item
    union all
    select
        earlier.profile_id || ' ' || earlier.item_kind || ' ' || earlier.department,
        earlier.profile_id,
        earlier.department,
        earlier.item_kind,
        earlier.item_count,
        earlier.lacking_count
    from cohort_earlier_item as earlier
)
select
    combination.combination,
    combination.profile_id,
    combination.department,
    combination.item_kind,
    sum(combination.earlier_count)::bigint as earlier_count,
    sum(combination.earlier_lacking_count)::bigint as earlier_lacking_count
from combination
group by combination.combination, combination.profile_id, combination.department, combination.item_kind
