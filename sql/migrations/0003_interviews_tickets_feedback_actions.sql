-- The facts. Free text lives beside them. Each is keyed by (source, its own id), so that it can be distributed by that id.

create table core.interview (
    source text not null,
    interview_id text not null,
    customer_ref_id bigint,
    occurred_at timestamptz not null,
    duration interval,
    kind text,
    participant_ref_ids bigint[],
    themes text[],
    has_words boolean not null default false,
    extra jsonb,
    updated_at timestamptz,
    version_at timestamptz not null,
    observed_at timestamptz not null,
    last_seen_at timestamptz not null,
    is_absent boolean not null default false,
    load_id bigint not null,
    constraint interview_is_known_by_source_and_id primary key (source, interview_id),
    constraint interview_id_is_not_empty check (interview_id <> '')
);
create index interview_by_instant on core.interview (occurred_at);
create index interview_by_id on core.interview (interview_id);
comment on table core.interview is 'One row a talk with a customer.';
comment on column core.interview.duration is 'Length; null: unknown.';
comment on column core.interview.kind is 'interview, visit, call, informal, sales, support or another word; null: unknown.';
comment on column core.interview.participant_ref_ids is 'Who of us took part, in the order listed; null: unknown.';
comment on column core.interview.has_words is 'Whether it carries notes.';

create table core.interview_text (
    source text not null,
    interview_id text not null,
    title text,
    notes text,
    constraint interview_text_is_of_one_interview primary key (source, interview_id)
);
comment on table core.interview_text is 'Free text of interviews.';

create table core.meeting (
    source text not null,
    meeting_id text not null,
    held_at timestamptz not null,
    series text,
    status text,
    invited_ref_ids bigint[],
    attendee_ref_ids bigint[],
    customer_ref_id bigint,
    guest_duration interval,
    extra jsonb,
    updated_at timestamptz,
    version_at timestamptz not null,
    observed_at timestamptz not null,
    last_seen_at timestamptz not null,
    is_absent boolean not null default false,
    load_id bigint not null,
    constraint meeting_is_known_by_source_and_id primary key (source, meeting_id),
    constraint meeting_id_is_not_empty check (meeting_id <> '')
);
create index meeting_by_instant on core.meeting (held_at);
comment on table core.meeting is 'One row a leadership meeting.';
comment on column core.meeting.status is 'Any word but cancelled means held; null: held.';
comment on column core.meeting.invited_ref_ids is 'Who was invited; null: unknown.';
comment on column core.meeting.attendee_ref_ids is 'Who attended; null: unknown.';
comment on column core.meeting.customer_ref_id is 'The customer who was guest; null: none.';
comment on column core.meeting.guest_duration is 'How long the guest stayed; null: unknown.';

create table core.ticket (
    source text not null,
    ticket_id text not null,
    customer_ref_id bigint,
    created_at timestamptz,
    first_response_at timestamptz,
    solved_at timestamptz,
    status text,
    priority text,
    channel text,
    department text,
    assignee_ref_id bigint,
    themes text[],
    csat text,
    extra jsonb,
    updated_at timestamptz,
    version_at timestamptz not null,
    observed_at timestamptz not null,
    last_seen_at timestamptz not null,
    is_absent boolean not null default false,
    load_id bigint not null,
    constraint ticket_is_known_by_source_and_id primary key (source, ticket_id),
    constraint ticket_id_is_not_empty check (ticket_id <> ''),
    constraint ticket_status_is_known check (
        status in ('new', 'open', 'pending', 'hold', 'solved', 'closed', 'spam', 'deleted', 'merged')),
    constraint ticket_csat_is_good_or_bad check (csat in ('good', 'bad'))
);
create index ticket_by_creation on core.ticket (created_at);
create index ticket_by_solution on core.ticket (solved_at);
create index ticket_by_id on core.ticket (ticket_id);
-- What core.item.is_open_long asks for, so that an old backlog is found without reading history.
create index ticket_open_long on core.ticket (created_at)
    where (status is not null and status not in ('solved', 'closed'))
        or solved_at is null
        or solved_at - created_at > interval '180 days';
comment on table core.ticket is 'One row a support ticket, as last loaded.';
comment on column core.ticket.created_at is 'Opening; null: undated, in no week.';
comment on column core.ticket.first_response_at is 'First answer by a person; null: none yet.';
comment on column core.ticket.solved_at is 'Last solution; null: none, or at an unknown time.';
comment on column core.ticket.status is 'As loaded; null: closed when solved_at is known, else open.';
comment on column core.ticket.department is 'Owning department; null: unowned.';
comment on column core.ticket.csat is 'good or bad; null: not rated.';

create table core.ticket_text (
    source text not null,
    ticket_id text not null,
    subject text,
    description text,
    constraint ticket_text_is_of_one_ticket primary key (source, ticket_id)
);
comment on table core.ticket_text is 'Free text of tickets.';

create table core.feedback (
    source text not null,
    feedback_id text not null,
    customer_ref_id bigint,
    received_at timestamptz not null,
    channel text,
    score numeric,
    score_max numeric,
    department text,
    themes text[],
    has_words boolean not null default false,
    extra jsonb,
    updated_at timestamptz,
    version_at timestamptz not null,
    observed_at timestamptz not null,
    last_seen_at timestamptz not null,
    is_absent boolean not null default false,
    load_id bigint not null,
    constraint feedback_is_known_by_source_and_id primary key (source, feedback_id),
    constraint feedback_id_is_not_empty check (feedback_id <> '')
);
create index feedback_by_instant on core.feedback (received_at);
create index feedback_by_id on core.feedback (feedback_id);
comment on table core.feedback is 'One row a piece of feedback.';
comment on column core.feedback.score is 'Score as given, 0 to score_max; null: none.';
comment on column core.feedback.score_max is 'Best possible score; null: 10.';
comment on column core.feedback.has_words is 'Whether it carries text.';

create table core.feedback_text (
    source text not null,
    feedback_id text not null,
    text text,
    constraint feedback_text_is_of_one_feedback primary key (source, feedback_id)
);
comment on table core.feedback_text is 'Free text of feedback.';

create table core.action (
    source text not null,
    item_source text not null,
    item_kind text not null,
    item_id text not null,
    action_id text not null,
    acted_at timestamptz not null,
    action_kind text,
    department text,
    told_at timestamptz,
    resolved_source text,
    extra jsonb,
    updated_at timestamptz,
    version_at timestamptz not null,
    observed_at timestamptz not null,
    last_seen_at timestamptz not null,
    is_absent boolean not null default false,
    load_id bigint not null,
    constraint action_is_known_by_source_item_and_id primary key (source, item_source, item_kind, item_id, action_id),
    constraint action_item_is_ticket_interview_or_feedback check (item_kind in ('ticket', 'interview', 'feedback')),
    constraint action_kind_is_known check (action_kind in ('shipped', 'process', 'declined'))
);
create index action_by_item on core.action (item_id, item_kind);
create index action_by_instant on core.action (acted_at);
comment on table core.action is 'One row an action on an item: shipped, a process change, or a decision recorded.';
comment on column core.action.item_source is 'Source of the item as given; empty: not given.';
comment on column core.action.action_id is 'Id of the action as given; empty: not given.';
comment on column core.action.told_at is 'When the customer was told; null: not.';
comment on column core.action.resolved_source is
    'Source of the item it acts on: the one given, else the action''s own if it has the item, else the only one that has it; null: not loaded yet, or more than one.';

create table core.action_text (
    source text not null,
    item_source text not null,
    item_kind text not null,
    item_id text not null,
    action_id text not null,
    title text,
    constraint action_text_is_of_one_action primary key (source, item_source, item_kind, item_id, action_id)
);
comment on table core.action_text is 'Free text of actions.';
