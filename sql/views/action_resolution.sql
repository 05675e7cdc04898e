-- The source of the item each action is about: the one given, else the action's own if it has the item, else the only
-- one that has it.
create or replace view core.action_resolution as
with item as (
    select 'ticket' as item_kind, ticket_id as item_id, source from core.ticket
    union all
    select 'interview', interview_id, source from core.interview
    union all
    select 'feedback', feedback_id, source from core.feedback
)
select action.source, action.item_source, action.item_kind, action.item_id, action.action_id,
    case
        when action.item_source <> '' then action.item_source
        when bool_or(item.source = action.source) then action.source
        when count(item.source) = 1 then min(item.source)
    end as resolved_source
from core.action as action
left join item on item.item_kind = action.item_kind and item.item_id = action.item_id
group by action.source, action.item_source, action.item_kind, action.item_id, action.action_id;
comment on view core.action_resolution is 'What resolved_source of core.action should say.';
