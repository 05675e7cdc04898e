-- cohort: earlier_item
-- holds: how many items of each combination opened in the 26 mature weeks before those of which cohort_item holds every one;
--     lacking_count: those of them that are tickets whose source does not say when it answered
-- reads: week, membership, core.item, core.ticket_connection
select
    coalesce(
        membership.profile_id,
        (select stranger.profile_id from cohort_membership as stranger where stranger.customer_id is null)) as profile_id,
    item.department,
    item.item_kind,
    count(*) as item_count,
    count(*) filter (where item.item_kind = 'ticket' and connection.is_response_known is not true) as lacking_count
from core.item
left join core.ticket_connection as connection on connection.source = item.source
left join cohort_membership as membership
    on membership.customer_id = item.customer_id
    and membership.valid_from <= item.opened_at
    and membership.valid_to > item.opened_at
where item.opened_at >= core.week_bound('mature_w26_starts_at')
  and item.opened_at < core.week_bound('items_start_at')
group by 1, item.department, item.item_kind
