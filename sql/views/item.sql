create or replace view core.item as
select
    'ticket' as item_kind,
    ticket.source,
    ticket.ticket_id as item_id,
    customer.customer_id,
    ticket.created_at as opened_at,
    coalesce(ticket.department, '(unowned)') as department,
    ticket.themes,
    ticket.first_response_at,
    ticket.solved_at,
    case when ticket.status is null then ticket.solved_at is not null else ticket.status in ('solved', 'closed') end as is_solved,
    ticket.csat,
    ticket.first_acted_at,
    ticket.first_told_at,
    -- These two in the same words as in the index of tickets that stay open long, so that the planner knows it.
    (ticket.status is not null and ticket.status not in ('solved', 'closed'))
        or ticket.solved_at is null
        or ticket.solved_at - ticket.created_at > interval '90 days' as is_open_long,
    case
        when ticket.status is null then coalesce(ticket.solved_at, 'infinity')
        when ticket.status in ('solved', 'closed') then ticket.solved_at
        else 'infinity'
    end as closed_at
from core.ticket
left join core.customer_ref on customer_ref.customer_ref_id = ticket.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
where not ticket.is_absent
  and ticket.created_at is not null
  and (ticket.status is null or ticket.status not in ('spam', 'deleted', 'merged'))
union all
select
    'interview',
    talk.source,
    talk.interview_id,
    customer.customer_id,
    talk.occurred_at,
    case when coalesce(cardinality(talk.participant_ref_ids), 0) = 0 then '(unowned)'
        else coalesce(
            (
                select history.department
                from core.person_ref as reference
                join core.person on person.person_id = reference.person_id
                join core.person_history as history on history.person_id = person.person_id
                where reference.person_ref_id = talk.participant_ref_ids[1]
                  and not person.is_absent
                  and history.valid_from <= talk.occurred_at
                  and history.valid_to > talk.occurred_at
            ),
            '(unknown)')
    end,
    talk.themes,
    null,
    null,
    null,
    null,
    talk.first_acted_at,
    talk.first_told_at,
    null,
    null
from core.talk
left join core.customer_ref on customer_ref.customer_ref_id = talk.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
where cardinality(talk.themes) > 0 or talk.has_words
union all
select
    'feedback',
    feedback.source,
    feedback.feedback_id,
    customer.customer_id,
    feedback.received_at,
    coalesce(feedback.department, '(unowned)'),
    feedback.themes,
    null,
    null,
    null,
    null,
    feedback.first_acted_at,
    feedback.first_told_at,
    null,
    null
from core.feedback
left join core.customer_ref on customer_ref.customer_ref_id = feedback.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
where not feedback.is_absent
  and (cardinality(feedback.themes) > 0 or feedback.has_words);
comment on view core.item is
    'One row a piece of feedback that asks for something: tickets but spam, deleted and merged ones, and talks and feedback with a theme or words.';
comment on column core.item.item_kind is 'ticket, interview or feedback.';
comment on column core.item.customer_id is 'The customer; null: not known.';
comment on column core.item.opened_at is 'When it was created, held or received.';
comment on column core.item.department is 'Owning department, for an interview that of the first-listed participant at that instant; else (unowned) or (unknown).';
comment on column core.item.first_response_at is 'First answer to a ticket; null: none, or no ticket.';
comment on column core.item.solved_at is 'Solution of a ticket; null: none, at an unknown time, or no ticket.';
comment on column core.item.is_solved is 'Whether a ticket is solved or closed; null: no ticket.';
comment on column core.item.csat is 'Rating of a ticket, good or bad; null: none.';
comment on column core.item.first_acted_at is 'First action on it; null: none.';
comment on column core.item.first_told_at is 'When its customer was first told of an action, from the first action on; null: never.';
comment on column core.item.is_open_long is 'Whether a ticket stays open for more than 90 days, as far as is known; null: no ticket.';
comment on column core.item.closed_at is 'When a ticket left the backlog; infinity: it is open; null: at an unknown time, or no ticket.';
