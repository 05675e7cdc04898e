create or replace view core.person_conversation as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
)
select distinct
    person.email,
    conversation.conversation_kind,
    conversation.source,
    conversation.conversation_id,
    conversation.started_at,
    mart.civil_date(conversation.started_at, zone.zone) as started_date
from core.qualifying_conversation as conversation
cross join zone
cross join lateral unnest(conversation.participant_ref_ids) as participant (person_ref_id)
join core.person_ref as reference on reference.person_ref_id = participant.person_ref_id
join core.person on person.person_id = reference.person_id
where not person.is_absent;
comment on view core.person_conversation is 'One row a conversation that counts and employee who took part. Personal: for the export of leaders, not for analysts.';
comment on column core.person_conversation.email is 'Address of the employee.';
comment on column core.person_conversation.conversation_kind is 'interview or meeting.';
comment on column core.person_conversation.started_at is 'When it began.';
comment on column core.person_conversation.started_date is 'Day on which it began, in the reporting time zone.';
