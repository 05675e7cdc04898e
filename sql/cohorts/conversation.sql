-- cohort: conversation
-- holds: one row a conversation of the 13 weeks, with the profile of its customer at that instant
-- reads: week, membership, core.conversation
with
week as (
    select * from cohort_week
),
conversation as (
    select conversation.*
    from core.conversation
    cross join week
    where conversation.started_at >= core.week_bound('w13_starts_at')
      and conversation.started_at < core.week_bound('ends_at')
      and (conversation.duration is null
           or (conversation.conversation_kind = 'interview' and conversation.duration >= week.qualifying_duration)
           or (conversation.conversation_kind = 'meeting' and conversation.duration >= week.guest_duration))
)
select
    row_number() over (
        order by conversation.conversation_kind, conversation.source, conversation.conversation_id)::integer as conversation_number,
    conversation.conversation_kind,
    conversation.customer_id,
    conversation.started_at,
    conversation.duration,
    conversation.participant_ref_ids,
    membership.profile_id
from conversation
join cohort_membership as membership
    on membership.customer_id = conversation.customer_id
    and membership.valid_from <= conversation.started_at
    and membership.valid_to > conversation.started_at
