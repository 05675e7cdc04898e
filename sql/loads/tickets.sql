-- Tickets: staging → core.ticket and core.ticket_text.

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    ticket_id text not null,
    customer text,
    created_at timestamptz,
    first_response_at timestamptz,
    solved_at timestamptz,
    updated_at timestamptz,
    status text,
    priority text,
    channel text,
    department text,
    assignee text,
    themes text[],
    subject text,
    description text,
    csat text,
    extra jsonb
) on commit drop;

-- step: references
with reference as (
    select distinct lower(customer) as ref from staging where customer is not null
),
added as (
    insert into core.customer_ref (ref)
    select ref from reference
    on conflict (ref) do nothing
    returning customer_ref_id
)
insert into fresh_customer_ref (customer_ref_id)
select customer_ref_id from added;

-- step: assignees
with reference as (
    select distinct lower(assignee) as ref from staging where assignee is not null
),
added as (
    insert into core.person_ref (ref)
    select ref from reference
    on conflict (ref) do nothing
    returning person_ref_id
)
insert into fresh_person_ref (person_ref_id)
select person_ref_id from added;

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.*, coalesce(staging.updated_at, load.observed_at) as version_at,
        row_number() over (
            partition by staging.ticket_id
            order by coalesce(staging.updated_at, load.observed_at) desc, staging.ordinal desc
        ) as place
    from staging
    cross join load_context as load
),
-- A column that the file does not have keeps what is known.
merged as (
    select ranked.ordinal, ranked.line, ranked.place, load.source, ranked.ticket_id, ranked.version_at, load.observed_at,
        load.load_id,
        known.ticket_id is not null as is_known,
        known.version_at as known_version_at, known.observed_at as known_observed_at,
        known.last_seen_at as known_last_seen_at, known.load_id as known_load_id,
        known.created_at as known_created_at, known.first_response_at as known_first_response_at,
        known.solved_at as known_solved_at, known.status as known_status, known.is_absent as known_is_absent,
        row(known.customer_ref_id, known.created_at, known.department, known.themes, known.csat) as known_attribution,
        row(known.first_response_at, known.solved_at, known.status, known.priority, known.channel, known.assignee_ref_id,
            known.extra, known.updated_at, known.is_absent, words.subject, words.description) as known_rest,
        case when 'customer' = any(load.present) then customer_ref.customer_ref_id else known.customer_ref_id end
            as customer_ref_id,
        case when 'created_at' = any(load.present) then ranked.created_at else known.created_at end as created_at,
        case when 'first_response_at' = any(load.present) then ranked.first_response_at else known.first_response_at end
            as first_response_at,
        case when 'solved_at' = any(load.present) then ranked.solved_at else known.solved_at end as solved_at,
        case when 'updated_at' = any(load.present) then ranked.updated_at else known.updated_at end as updated_at,
        case when 'status' = any(load.present) then ranked.status else known.status end as status,
        case when 'priority' = any(load.present) then ranked.priority else known.priority end as priority,
        case when 'channel' = any(load.present) then ranked.channel else known.channel end as channel,
        case when 'department' = any(load.present) then ranked.department else known.department end as department,
        case when 'assignee' = any(load.present) then assignee_ref.person_ref_id else known.assignee_ref_id end
            as assignee_ref_id,
        case when 'themes' = any(load.present) then ranked.themes else known.themes end as themes,
        case when 'subject' = any(load.present) then ranked.subject else words.subject end as subject,
        case when 'description' = any(load.present) then ranked.description else words.description end as description,
        case when 'csat' = any(load.present) then ranked.csat else known.csat end as csat,
        case when 'extra' = any(load.present) then ranked.extra else known.extra end as extra
    from ranked
    cross join load_context as load
    left join core.customer_ref as customer_ref on customer_ref.ref = lower(ranked.customer)
    left join core.person_ref as assignee_ref on assignee_ref.ref = lower(ranked.assignee)
    left join core.ticket as known on known.source = load.source and known.ticket_id = ranked.ticket_id
    left join core.ticket_text as words on words.source = load.source and words.ticket_id = ranked.ticket_id
)
select ordinal, line, place, source, ticket_id, version_at, observed_at, load_id, is_known, known_version_at,
    known_observed_at, known_last_seen_at, known_load_id, known_created_at, known_first_response_at,
    known_solved_at, known_status, known_is_absent, customer_ref_id, created_at, first_response_at, solved_at,
    updated_at, status, priority, channel, department, assignee_ref_id, themes, subject, description, csat, extra,
    is_known and row(customer_ref_id, created_at, department, themes, csat) is distinct from known_attribution
        as is_attribution_changed,
    case
        when place > 1 then 'duplicate'
        when not is_known then 'loaded'
        when (version_at, observed_at) < (known_version_at, known_observed_at) then 'stale'
        when row(customer_ref_id, created_at, department, themes, csat) is distinct from known_attribution
            or row(first_response_at, solved_at, status, priority, channel, assignee_ref_id,
                extra, updated_at, false, subject, description) is distinct from known_rest then 'updated'
        else 'unchanged'
    end as outcome
from merged;

-- step: statistics
analyze incoming;

-- step: facts
insert into core.ticket as known (
    source, ticket_id, customer_ref_id, created_at, first_response_at, solved_at, status, priority, channel, department,
    assignee_ref_id, themes, csat, extra, updated_at, version_at, observed_at, last_seen_at, is_absent, load_id
)
select source, ticket_id, customer_ref_id, created_at, first_response_at, solved_at, status, priority, channel, department,
    assignee_ref_id, themes, csat, extra, updated_at, version_at, observed_at,
    greatest(known_last_seen_at, observed_at), false,
    case when outcome = 'unchanged' then known_load_id else load_id end
from incoming
where outcome in ('loaded', 'updated')
    or outcome = 'unchanged' and (version_at, observed_at) > (known_version_at, known_observed_at)
on conflict (source, ticket_id) do update set
    customer_ref_id = excluded.customer_ref_id,
    created_at = excluded.created_at,
    first_response_at = excluded.first_response_at,
    solved_at = excluded.solved_at,
    status = excluded.status,
    priority = excluded.priority,
    channel = excluded.channel,
    department = excluded.department,
    assignee_ref_id = excluded.assignee_ref_id,
    themes = excluded.themes,
    csat = excluded.csat,
    extra = excluded.extra,
    updated_at = excluded.updated_at,
    version_at = excluded.version_at,
    observed_at = excluded.observed_at,
    last_seen_at = excluded.last_seen_at,
    is_absent = excluded.is_absent,
    load_id = excluded.load_id;

-- step: texts
insert into core.ticket_text as known (source, ticket_id, subject, description)
select source, ticket_id, subject, description
from incoming
where outcome in ('loaded', 'updated') and (subject is not null or description is not null)
on conflict (source, ticket_id) do update set
    subject = excluded.subject,
    description = excluded.description
where (known.subject, known.description) is distinct from (excluded.subject, excluded.description);

-- step: texts taken back
delete from core.ticket_text as known
using incoming
where incoming.outcome = 'updated' and incoming.subject is null and incoming.description is null
    and known.source = incoming.source and known.ticket_id = incoming.ticket_id;

-- step: touched
with changed as (
    select created_at, first_response_at, solved_at, known_created_at, known_first_response_at, known_solved_at, is_known,
        known_is_absent, is_attribution_changed,
        coalesce(status, '') in ('spam', 'deleted', 'merged') as is_void,
        coalesce(known_status, '') in ('spam', 'deleted', 'merged') as was_void,
        -- From here on it stands in no backlog.
        case when coalesce(status in ('solved', 'closed'), solved_at is not null)
            then coalesce(solved_at, created_at) else 'infinity' end as closed_at,
        case
            when not is_known then null
            when coalesce(known_status in ('solved', 'closed'), known_solved_at is not null)
                then coalesce(known_solved_at, known_created_at)
            else 'infinity'
        end as known_closed_at
    from incoming
    where outcome in ('loaded', 'updated')
)
insert into touched (from_at, through_at)
-- A new ticket, or one whose customer, opening or other attribute changed, counts from its opening; while unsolved it
-- stands in every later backlog.
-- Solved before that, it counts among the solved from there.
select least(created_at, known_created_at, solved_at, known_solved_at),
    greatest(created_at, known_created_at, case when not is_void then closed_at end, case when not was_void then known_closed_at end)
from changed
where not is_known or is_attribution_changed or known_is_absent or is_void <> was_void
union all
-- An answer that moved counts from the earlier of its two instants: before, nobody had seen it. It is looked for as long
-- as a window reaches back to the opening.
select least(first_response_at, known_first_response_at), created_at
from changed
where is_known and first_response_at is distinct from known_first_response_at
union all
-- So does a solution; where it opened or closed the ticket, the backlogs between are others.
select least(solved_at, known_solved_at, case when closed_at <> known_closed_at then least(closed_at, known_closed_at) end),
    greatest(created_at, case when closed_at <> known_closed_at then greatest(closed_at, known_closed_at) end)
from changed
where is_known and (solved_at is distinct from known_solved_at or closed_at <> known_closed_at);

-- step: acted
insert into acted_item (item_kind, item_id)
select 'ticket', incoming.ticket_id
from incoming
where incoming.outcome in ('loaded', 'updated')
    and exists (select from core.action where action.item_kind = 'ticket' and action.item_id = incoming.ticket_id);

-- step: seen
update core.ticket as known
set last_seen_at = load.observed_at
from incoming
cross join load_context as load
where incoming.place = 1 and known.last_seen_at < load.observed_at
    and known.source = incoming.source and known.ticket_id = incoming.ticket_id;

-- step: absent
with changed as (
    update core.ticket as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.ticket_id, least(known.created_at, known.solved_at) as from_at,
        case when coalesce(known.status in ('solved', 'closed'), known.solved_at is not null)
            then greatest(known.created_at, known.solved_at) else 'infinity' end as through_at,
        known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select from_at, through_at from changed
),
acted as (
    insert into acted_item (item_kind, item_id)
    select 'ticket', ticket_id from changed
)
select count(*) from changed where is_absent;

-- step: unattributed
select count(*) from incoming
left join core.customer_ref as customer_ref on customer_ref.customer_ref_id = incoming.customer_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and customer_ref.customer_id is null;

-- step: out_of_order
select count(*) from incoming
where outcome in ('loaded', 'updated', 'unchanged')
    and (first_response_at < created_at or solved_at < created_at or solved_at < first_response_at);

-- step: undated
select count(*) from incoming
where outcome in ('loaded', 'updated', 'unchanged') and created_at is null;
