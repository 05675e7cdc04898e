-- After every load: actions on items that came, went or changed their actions (acted_item) find their item again, and these
-- items are told when they were first acted on.

-- step: resolution
with changed as (
    update core.action as known
    set resolved_source = resolution.resolved_source
    from core.action_resolution as resolution
    where (resolution.item_kind, resolution.item_id) in (select acted_item.item_kind, acted_item.item_id from acted_item)
        and known.source = resolution.source and known.item_source = resolution.item_source
        and known.item_kind = resolution.item_kind and known.item_id = resolution.item_id
        and known.action_key = resolution.action_key
        and known.resolved_source is distinct from resolution.resolved_source
    returning known.acted_at
)
insert into touched (from_at, through_at)
select acted_at, acted_at from changed;

-- step: first_action
create temporary table first_action on commit drop as
with item as (
    select 'ticket' as item_kind, ticket_id as item_id, source, created_at as opened_at from core.ticket
    union all
    select 'interview', interview_id, source, occurred_at from core.interview
    union all
    select 'feedback', feedback_id, source, received_at from core.feedback
)
select item.item_kind, item.source, item.item_id, item.opened_at, first.acted_at, min(told.told_at) as told_at
from (select distinct acted_item.item_kind, acted_item.item_id from acted_item) as acted_item
join item on item.item_kind = acted_item.item_kind and item.item_id = acted_item.item_id
cross join lateral (
    select min(action.acted_at) as acted_at
    from core.action
    where action.item_kind = item.item_kind
      and action.resolved_source = item.source
      and action.item_id = item.item_id
      and not action.is_absent
) as first
left join core.action as told
    on told.item_kind = item.item_kind
    and told.resolved_source = item.source
    and told.item_id = item.item_id
    and not told.is_absent
    and told.told_at >= first.acted_at
group by item.item_kind, item.source, item.item_id, item.opened_at, first.acted_at;

-- step: late actions
-- loop_closure looks at an item by its first action, however long ago it was opened.
insert into touched (from_at, through_at)
select acted_at, acted_at
from first_action
where acted_at > opened_at + interval '13 weeks';

-- step: tickets
update core.ticket as known
set first_acted_at = first_action.acted_at, first_told_at = first_action.told_at
from first_action
where first_action.item_kind = 'ticket' and first_action.source = known.source and first_action.item_id = known.ticket_id
  and (first_action.acted_at, first_action.told_at) is distinct from (known.first_acted_at, known.first_told_at);

-- step: interviews
update core.interview as known
set first_acted_at = first_action.acted_at, first_told_at = first_action.told_at
from first_action
where first_action.item_kind = 'interview' and first_action.source = known.source and first_action.item_id = known.interview_id
  and (first_action.acted_at, first_action.told_at) is distinct from (known.first_acted_at, known.first_told_at);

-- step: feedback
update core.feedback as known
set first_acted_at = first_action.acted_at, first_told_at = first_action.told_at
from first_action
where first_action.item_kind = 'feedback' and first_action.source = known.source and first_action.item_id = known.feedback_id
  and (first_action.acted_at, first_action.told_at) is distinct from (known.first_acted_at, known.first_told_at);
