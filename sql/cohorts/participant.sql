-- cohort: participant
-- holds: one row a conversation of the 13 weeks and person of ours who took part, with department and leader flag at that instant
-- reads: conversation, core.person_ref, core.person, core.person_history
with
listed as (
    select distinct
        conversation.conversation_number,
        conversation.conversation_kind,
        conversation.started_at,
        conversation.duration,
        person.person_id,
        case when person.person_id is null then reference.person_ref_id end as stranger_ref_id
    from cohort_conversation as conversation
    cross join lateral unnest(conversation.participant_ref_ids) as participant (person_ref_id)
    join core.person_ref as reference on reference.person_ref_id = participant.person_ref_id
    left join core.person on person.person_id = reference.person_id and not person.is_absent
)
select
    listed.conversation_number,
    listed.conversation_kind,
    listed.started_at,
    listed.duration,
    listed.person_id,
    coalesce(history.department, '(unknown)') as department,
    coalesce(history.is_leader, false) as is_leader
from listed
left join core.person_history as history
    on history.person_id = listed.person_id
    and history.valid_from <= listed.started_at
    and history.valid_to > listed.started_at
