-- cohort: item
-- holds: one row an item that some metric of the week looks at: all that opened in the longest window, and older ones that
--     were solved in the week, are open at its end, or were acted on in the window of loop_closure
-- reads: week, membership, core.item, core.action, core.person_ref, core.person, core.person_history
with
week as (
    select * from cohort_week
),
-- Bounds as scalar selects, not joins: only these reach the indexes below the view.
recent as materialized (
    select item.*
    from core.item
    where item.opened_at >= (select week.mature_w26_starts_at from week)
      and item.opened_at < (select week.ends_at from week)
),
older_and_solved as (
    select item.*
    from core.item
    where item.is_solved
      and item.opened_at < (select week.mature_w26_starts_at from week)
      and item.solved_at >= (select week.starts_at from week)
      and item.solved_at < (select week.ends_at from week)
),
older_and_open as (
    select item.*
    from core.item
    where item.is_open_long
      and item.opened_at < (select week.mature_w26_starts_at from week)
      and (not item.is_solved or item.solved_at >= (select week.ends_at from week))
),
acted_on as (
    select distinct action.item_kind, action.resolved_source as source, action.item_id
    from core.action
    where not action.is_absent
      and action.resolved_source is not null
      and action.acted_at >= (select week.closure_starts_at from week)
      and action.acted_at < (select week.closure_ends_at from week)
),
acted_on_earlier as materialized (
    select acted_on.item_kind, acted_on.source, acted_on.item_id
    from acted_on
    left join recent
        on recent.item_kind = acted_on.item_kind
        and recent.source = acted_on.source
        and recent.item_id = acted_on.item_id
    where recent.item_id is null
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
    where item.opened_at < (select week.mature_w26_starts_at from week)
),
item as (
    select recent.* from recent
    union all
    (
        select older_and_solved.* from older_and_solved
        union
        select older_and_open.* from older_and_open
        union
        select older_and_acted_on.* from older_and_acted_on
    )
)
select
    item.item_kind,
    item.customer_id,
    item.opened_at,
    coalesce(item.department, history.department, '(unknown)') as department,
    coalesce(membership.profile_id, stranger.profile_id) as profile_id,
    item.themes,
    item.first_response_at,
    item.solved_at,
    item.is_solved,
    item.csat,
    action.first_acted_at,
    action.told_ats
from item
join cohort_membership as stranger on stranger.customer_id is null
left join cohort_membership as membership
    on membership.customer_id = item.customer_id
    and membership.valid_from <= item.opened_at
    and membership.valid_to > item.opened_at
left join core.person_ref as reference on reference.person_ref_id = item.first_participant_ref_id
left join core.person on person.person_id = reference.person_id and not person.is_absent
left join core.person_history as history
    on history.person_id = person.person_id
    and history.valid_from <= item.opened_at
    and history.valid_to > item.opened_at
cross join lateral (
    select
        min(action.acted_at) as first_acted_at,
        array_agg(action.told_at) filter (where action.told_at is not null) as told_ats
    from core.action
    where action.item_id = item.item_id
      and action.item_kind = item.item_kind
      and action.resolved_source = item.source
      and not action.is_absent
) as action
