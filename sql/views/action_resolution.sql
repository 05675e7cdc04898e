-- The source of the item each action is about: the one given, else the action's own if it has the item, else the only
-- one that has it. What is marked absent its source no longer has.
create or replace view core.action_resolution as
select action.source, action.item_source, action.item_kind, action.item_id, action.action_key,
    case when action.item_source <> '' then action.item_source else holder.source end as resolved_source
from core.action as action
cross join lateral (
    select case when bool_or(item.source = action.source) then action.source
        when count(*) = 1 then min(item.source) end as source
    from (
        select ticket.source from core.ticket
        where action.item_kind = 'ticket' and ticket.ticket_id = action.item_id and not ticket.is_absent
        union all
        select interview.source from core.interview
        where action.item_kind = 'interview' and interview.interview_id = action.item_id and not interview.is_absent
        union all
        select feedback.source from core.feedback
        where action.item_kind = 'feedback' and feedback.feedback_id = action.item_id and not feedback.is_absent
    ) as item
) as holder;
comment on view core.action_resolution is 'What resolved_source of core.action should say.';
