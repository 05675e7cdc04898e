create or replace view core.conversation as
select
    'interview' as conversation_kind,
    talk.source,
    talk.interview_id as conversation_id,
    customer_ref.customer_id,
    talk.occurred_at as started_at,
    talk.duration,
    talk.participant_ref_ids
from core.talk
join core.customer_ref on customer_ref.customer_ref_id = talk.customer_ref_id
join core.customer on customer.customer_id = customer_ref.customer_id
where not customer.is_absent
  and cardinality(talk.participant_ref_ids) > 0
  and (talk.kind is null or lower(talk.kind) not in ('sales', 'support'))
union all
select
    'meeting',
    meeting.source,
    meeting.meeting_id,
    customer_ref.customer_id,
    meeting.held_at,
    meeting.guest_duration,
    meeting.attendee_ref_ids
from core.meeting
join core.customer_ref on customer_ref.customer_ref_id = meeting.customer_ref_id
join core.customer on customer.customer_id = customer_ref.customer_id
where not meeting.is_absent
  and not customer.is_absent
  and cardinality(meeting.attendee_ref_ids) > 0
  and (meeting.status is null or lower(meeting.status) <> 'cancelled');
comment on view core.conversation is
    'One row a talk of known customers with known people of ours, of any length: talks other than sales and support, and meetings held with a guest.';
comment on column core.conversation.conversation_kind is 'interview or meeting.';
comment on column core.conversation.customer_id is 'The customer who took part.';
comment on column core.conversation.started_at is 'When it began.';
comment on column core.conversation.duration is 'Length, for a meeting that of the guest''s stay; null: unknown.';
comment on column core.conversation.participant_ref_ids is 'Who of us took part.';
