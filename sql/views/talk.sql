create or replace view core.talk as
select
    interview.source,
    interview.interview_id,
    interview.customer_ref_id,
    interview.occurred_at,
    interview.duration,
    interview.kind,
    interview.participant_ref_ids,
    interview.themes,
    interview.has_words,
    interview.first_acted_at,
    interview.first_told_at
from core.interview
where not interview.is_absent
  and (interview.kind is null or lower(interview.kind) not in ('cancelled', 'dogfooding'))
  -- One event: the meeting counts.
  and not exists (
    select
    from core.meeting
    where meeting.source = interview.source
      and meeting.meeting_id = interview.interview_id
      and not meeting.is_absent);
comment on view core.talk is
    'The interviews that metrics look at: neither cancelled nor dogfooding, and no meeting of the same source with the same id, cancelled or held.';
comment on column core.talk.customer_ref_id is 'How the customer is named; null: not at all.';
comment on column core.talk.occurred_at is 'When it began.';
comment on column core.talk.duration is 'Length; null: unknown.';
comment on column core.talk.kind is 'interview, visit, call, informal, sales, support or another word; null: unknown.';
comment on column core.talk.participant_ref_ids is 'Who of us took part; null: not known.';
comment on column core.talk.themes is 'Themes it names; null: none.';
comment on column core.talk.has_words is 'Whether it carries notes.';
comment on column core.talk.first_acted_at is 'First action on it; null: none.';
comment on column core.talk.first_told_at is 'When its customer was first told of an action, from the first action on; null: never.';
