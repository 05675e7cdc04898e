-- cohort: item
-- holds: one row an item that some metric of the week looks at: all that opened in the 13 mature weeks or since, and older ones
--     that were solved in the week, are open at its end, were neither answered nor solved before it within the 26 mature weeks,
--     or were acted on in the window of loop_closure; also tickets that were solved in the week but opened only after it; items of
--     the same combination belong to the same members
-- reads: week, membership, core.item, core.action
with
week as (
    select * from cohort_week
),
-- core.week_bound where an index is to be read, so that the planner knows how much of it; a plain column elsewhere.
-- Read twice rather than kept: the second time only its key is.
recent as not materialized (
    select item.*
    from core.item
    where item.opened_at >= core.week_bound($1, 'items_start_at')
      and item.opened_at < core.week_bound($1, 'ends_at')
),
older_and_in_backlog as (
    select item.*
    from core.item
    where item.is_open_long
      and item.opened_at < core.week_bound($1, 'items_start_at')
      and item.closed_at >= core.week_bound($1, 'starts_at')
),
older_and_unanswered as (
    select item.*
    from core.item
    where item.opened_at >= core.week_bound($1, 'mature_w26_starts_at')
      and item.opened_at < core.week_bound($1, 'items_start_at')
      and coalesce(least(item.first_response_at, item.solved_at) >= (select week.ends_at from week), true)
),
-- Only ticket_flow asks, for which the order of instants does not matter.
solved_and_opened_later as (
    select item.*
    from core.item
    where item.solved_at < item.opened_at
      and item.solved_at >= core.week_bound($1, 'starts_at')
      and item.solved_at < core.week_bound($1, 'ends_at')
      and item.opened_at >= (select week.ends_at from week)
),
acted_on as (
    select distinct action.item_kind, action.resolved_source as source, action.item_id
    from core.action
    where not action.is_absent
      and action.resolved_source is not null
      and action.acted_at >= core.week_bound($1, 'closure_starts_at')
      and action.acted_at < core.week_bound($1, 'closure_ends_at')
),
acted_on_earlier as materialized (
    select acted_on.item_kind, acted_on.source, acted_on.item_id
    from acted_on
    where not exists (
        select from recent
        where recent.item_kind = acted_on.item_kind
          and recent.source = acted_on.source
          and recent.item_id = acted_on.item_id)
),
older_and_acted_on as (
    select item.*
    from acted_on_earlier
    cross join lateral (
        select item.*
        from core.item
        where item.item_kind = acted_on_earlier.item_kind
          and item.source = acted_on_earlier.source
          and item.item_id = acted_on_earlier.item_id
        -- Keeps the look-up a look-up by key, whatever the size of the history.
        offset 0
    ) as item
    where item.opened_at < (select week.items_start_at from week)
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
        coalesce(
            membership.profile_id,
            (select stranger.profile_id from cohort_membership as stranger where stranger.customer_id is null)) as profile_id,
        (
            select min(action.acted_at)
            from core.action
            where action.item_id = item.item_id
              and action.item_kind = item.item_kind
              and action.resolved_source = item.source
              and not action.is_absent
        ) as first_acted_at
    from item
    left join cohort_membership as membership
        on membership.customer_id = item.customer_id
        and membership.valid_from <= item.opened_at
        and membership.valid_to > item.opened_at
    -- Keeps each of these from being worked out again wherever it is named.
    offset 0
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
    -- Only loop_closure asks.
    case when attributed.first_acted_at >= week.closure_starts_at and attributed.first_acted_at < week.closure_ends_at then
        (
            select array_agg(action.told_at)
            from core.action
            where action.item_id = attributed.item_id
              and action.item_kind = attributed.item_kind
              and action.resolved_source = attributed.source
              and action.told_at is not null
              and not action.is_absent
        ) end as told_ats
from attributed
cross join week
