create or replace view core.item_action as
select
    action.item_kind,
    action.resolved_source as source,
    action.item_id,
    min(action.acted_at) as first_acted_at,
    array_agg(action.told_at) filter (where action.told_at is not null) as told_ats
from core.action
where not action.is_absent
  and action.resolved_source is not null
group by action.item_kind, action.resolved_source, action.item_id;
comment on view core.item_action is 'One row an item that was acted on.';
comment on column core.item_action.item_kind is 'ticket, interview or feedback.';
comment on column core.item_action.first_acted_at is 'When it was first acted on.';
comment on column core.item_action.told_ats is 'When its customer was told of an action; null: never.';
