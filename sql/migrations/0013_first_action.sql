-- When an item was first acted on stands with the item, so that a week reads its items alone. Loads keep it (loads/acted.sql).
alter table core.ticket add column first_acted_at timestamptz, add column first_told_at timestamptz;
alter table core.interview add column first_acted_at timestamptz, add column first_told_at timestamptz;
alter table core.feedback add column first_acted_at timestamptz, add column first_told_at timestamptz;
comment on column core.ticket.first_acted_at is 'First action on it; null: none.';
comment on column core.ticket.first_told_at is 'When its customer was first told of an action, from the first action on; null: never.';
comment on column core.interview.first_acted_at is 'First action on it; null: none.';
comment on column core.interview.first_told_at is 'When its customer was first told of an action, from the first action on; null: never.';
comment on column core.feedback.first_acted_at is 'First action on it; null: none.';
comment on column core.feedback.first_told_at is 'When its customer was first told of an action, from the first action on; null: never.';

create temporary table acted on commit drop as
with
started as (
    select action.item_kind, action.resolved_source as source, action.item_id, min(action.acted_at) as first_acted_at
    from core.action
    where not action.is_absent and action.resolved_source is not null
    group by action.item_kind, action.resolved_source, action.item_id
)
select started.item_kind, started.source, started.item_id, started.first_acted_at, min(told.told_at) as first_told_at
from started
left join core.action as told
    on told.item_kind = started.item_kind
    and told.resolved_source = started.source
    and told.item_id = started.item_id
    and not told.is_absent
    and told.told_at >= started.first_acted_at
group by started.item_kind, started.source, started.item_id, started.first_acted_at;

update core.ticket as known
set first_acted_at = acted.first_acted_at, first_told_at = acted.first_told_at
from acted
where acted.item_kind = 'ticket' and acted.source = known.source and acted.item_id = known.ticket_id;
update core.interview as known
set first_acted_at = acted.first_acted_at, first_told_at = acted.first_told_at
from acted
where acted.item_kind = 'interview' and acted.source = known.source and acted.item_id = known.interview_id;
update core.feedback as known
set first_acted_at = acted.first_acted_at, first_told_at = acted.first_told_at
from acted
where acted.item_kind = 'feedback' and acted.source = known.source and acted.item_id = known.feedback_id;

create index ticket_by_first_action on core.ticket (first_acted_at, created_at) where first_acted_at is not null;
create index interview_by_first_action on core.interview (first_acted_at, occurred_at) where first_acted_at is not null;
create index feedback_by_first_action on core.feedback (first_acted_at, received_at) where first_acted_at is not null;
