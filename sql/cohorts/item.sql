-- cohort: item
-- holds: one row an item that some metric of the week looks at: all that opened in the 13 mature weeks or since, and older ones
--     that were solved in the week, are open at its end, were neither answered nor solved before it within the 26 mature weeks,
--     or were acted on in the window of loop_closure; also tickets that were solved in the week but opened only after it; items of
--     the same combination belong to the same members; lacks_response and lacks_solution: tickets whose source does not say when it
--     answered or solved them
-- reads: week, membership, core.item, core.ticket_connection
with
week as (
    select * from cohort_week
),
-- core.week_bound where an index is to be read, so that the planner knows how much of it; a plain column elsewhere.
recent as (
    select item.*
    from core.item
    where item.opened_at >= core.week_bound('items_start_at')
      and item.opened_at < core.week_bound('ends_at')
),
older_and_in_backlog as (
    select item.*
    from core.item
    where item.is_open_long
      and item.opened_at < core.week_bound('items_start_at')
      and item.closed_at >= core.week_bound('starts_at')
      -- Nothing would ever close the others.
      and item.source = any (array(
        select connection.source from core.ticket_connection as connection where connection.is_solution_known))
),
older_and_unanswered as (
    select item.*
    from core.item
    where item.opened_at >= core.week_bound('mature_w26_starts_at')
      and item.opened_at < core.week_bound('items_start_at')
      and coalesce(least(item.first_response_at, item.solved_at) >= (select week.ends_at from week), true)
),
-- Only ticket_flow asks, for which the order of instants does not matter.
solved_and_opened_later as (
    select item.*
    from core.item
    where item.solved_at < item.opened_at
      and item.solved_at >= core.week_bound('starts_at')
      and item.solved_at < core.week_bound('ends_at')
      and item.opened_at >= (select week.ends_at from week)
),
older_and_acted_on as (
    select item.*
    from core.item
    where item.first_acted_at >= core.week_bound('closure_starts_at')
      and item.first_acted_at < core.week_bound('closure_ends_at')
      and item.opened_at < core.week_bound('items_start_at')
),
item as (
    select recent.* from recent
    union all
    select solved_and_opened_later.* from solved_and_opened_later
    union all
    (
        select older_and_in_backlog.* from older_and_in_backlog
        union
        select older_and_unanswered.* from older_and_unanswered
        union
        select older_and_acted_on.* from older_and_acted_on
    )
),
attributed as (
    select
        item.*,
        item.item_kind = 'ticket' and connection.is_response_known is not true as lacks_response,
        item.item_kind = 'ticket' and connection.is_solution_known is not true as lacks_solution,
        coalesce(
            membership.profile_id,
            (select stranger.profile_id from cohort_membership as stranger where stranger.customer_id is null)) as profile_id
    from item
    left join core.ticket_connection as connection on connection.source = item.source
    left join cohort_membership as membership
        on membership.customer_id = item.customer_id
        and membership.valid_from <= item.opened_at
        and membership.valid_to > item.opened_at
)
select
    attributed.profile_id || ' ' || attributed.item_kind || ' ' || attributed.department as combination,
    attributed.item_kind,
    attributed.customer_id,
    attributed.opened_at,
    attributed.department,
    attributed.profile_id,
    attributed.themes,
    attributed.first_response_at,
    attributed.solved_at,
    attributed.is_solved,
    attributed.csat,
    attributed.first_acted_at,
    attributed.first_told_at,
    attributed.lacks_response,
    attributed.lacks_solution
from attributed
