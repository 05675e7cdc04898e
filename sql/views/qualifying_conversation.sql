create or replace view core.qualifying_conversation as
select
    conversation.conversation_kind,
    conversation.source,
    conversation.conversation_id,
    conversation.customer_id,
    conversation.started_at,
    conversation.duration,
    conversation.participant_ref_ids
from core.conversation
join core.setting_period as setting
    on setting.setting = case conversation.conversation_kind when 'interview' then 'qualifying_minutes' else 'guest_minutes' end
    and setting.starts_at <= conversation.started_at
    and setting.ends_at > conversation.started_at
where conversation.duration is null
   or conversation.duration >= setting.number * interval '1 minute';
comment on view core.qualifying_conversation is
    'The conversations long enough to count, by the settings of the week in which each took place.';
comment on column core.qualifying_conversation.conversation_kind is 'interview or meeting.';
comment on column core.qualifying_conversation.customer_id is 'The customer who took part.';
comment on column core.qualifying_conversation.started_at is 'When it began.';
comment on column core.qualifying_conversation.duration is 'Length, for a meeting that of the guest''s stay; null: unknown.';
comment on column core.qualifying_conversation.participant_ref_ids is 'Who of us took part.';
