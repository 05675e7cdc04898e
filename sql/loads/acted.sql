-- After every load: items whose actions may be others now (acted_item) are told when they were first acted on.

-- step: tickets
update core.ticket as known
set first_acted_at = action.first_acted_at, first_told_at = action.first_told_at
from (
    select ticket.source, ticket.ticket_id, first.acted_at as first_acted_at, min(told.told_at) as first_told_at
    from (select distinct acted_item.item_id from acted_item where acted_item.item_kind = 'ticket') as acted_item
    join core.ticket on ticket.ticket_id = acted_item.item_id
    cross join lateral (
        select min(action.acted_at) as acted_at
        from core.action
        where action.item_kind = 'ticket'
          and action.resolved_source = ticket.source
          and action.item_id = ticket.ticket_id
          and not action.is_absent
    ) as first
    left join core.action as told
        on told.item_kind = 'ticket'
        and told.resolved_source = ticket.source
        and told.item_id = ticket.ticket_id
        and not told.is_absent
        and told.told_at >= first.acted_at
    group by ticket.source, ticket.ticket_id, first.acted_at
) as action
where action.source = known.source
  and action.ticket_id = known.ticket_id
  and (action.first_acted_at, action.first_told_at) is distinct from (known.first_acted_at, known.first_told_at);

-- step: interviews
update core.interview as known
set first_acted_at = action.first_acted_at, first_told_at = action.first_told_at
from (
    select interview.source, interview.interview_id, first.acted_at as first_acted_at, min(told.told_at) as first_told_at
    from (select distinct acted_item.item_id from acted_item where acted_item.item_kind = 'interview') as acted_item
    join core.interview on interview.interview_id = acted_item.item_id
    cross join lateral (
        select min(action.acted_at) as acted_at
        from core.action
        where action.item_kind = 'interview'
          and action.resolved_source = interview.source
          and action.item_id = interview.interview_id
          and not action.is_absent
    ) as first
    left join core.action as told
        on told.item_kind = 'interview'
        and told.resolved_source = interview.source
        and told.item_id = interview.interview_id
        and not told.is_absent
        and told.told_at >= first.acted_at
    group by interview.source, interview.interview_id, first.acted_at
) as action
where action.source = known.source
  and action.interview_id = known.interview_id
  and (action.first_acted_at, action.first_told_at) is distinct from (known.first_acted_at, known.first_told_at);

-- step: feedback
update core.feedback as known
set first_acted_at = action.first_acted_at, first_told_at = action.first_told_at
from (
    select feedback.source, feedback.feedback_id, first.acted_at as first_acted_at, min(told.told_at) as first_told_at
    from (select distinct acted_item.item_id from acted_item where acted_item.item_kind = 'feedback') as acted_item
    join core.feedback on feedback.feedback_id = acted_item.item_id
    cross join lateral (
        select min(action.acted_at) as acted_at
        from core.action
        where action.item_kind = 'feedback'
          and action.resolved_source = feedback.source
          and action.item_id = feedback.feedback_id
          and not action.is_absent
    ) as first
    left join core.action as told
        on told.item_kind = 'feedback'
        and told.resolved_source = feedback.source
        and told.item_id = feedback.feedback_id
        and not told.is_absent
        and told.told_at >= first.acted_at
    group by feedback.source, feedback.feedback_id, first.acted_at
) as action
where action.source = known.source
  and action.feedback_id = known.feedback_id
  and (action.first_acted_at, action.first_told_at) is distinct from (known.first_acted_at, known.first_told_at);
