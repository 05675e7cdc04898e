create or replace view core.conversation as
select
    'interview' as conversation_kind,
    interview.source,
    interview.interview_id as conversation_id,
    customer_ref.customer_id,
    interview.occurred_at as started_at,
    interview.duration,
    interview.participant_ref_ids
from core.interview
join core.customer_ref on customer_ref.customer_ref_id = interview.customer_ref_id
join core.customer on customer.customer_id = customer_ref.customer_id
where not interview.is_absent
  and not customer.is_absent
  and cardinality(interview.participant_ref_ids) > 0
  and (interview.kind is null or lower(interview.kind) not in ('sales', 'support', 'cancelled'))
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
    'One row a talk of known customers with known people of ours, of any length: interviews other than sales, support and cancelled ones, and meetings held with a guest.';
comment on column core.conversation.conversation_kind is 'interview or meeting.';
comment on column core.conversation.customer_id is 'The customer who took part.';
comment on column core.conversation.started_at is 'When it began.';
comment on column core.conversation.duration is 'Length, for a meeting that of the guest''s stay; null: unknown.';
comment on column core.conversation.participant_ref_ids is 'Who of us took part.';
