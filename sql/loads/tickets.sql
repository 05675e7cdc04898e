-- Tickets: staging → core.ticket and core.ticket_text (merge.sql).
--
-- table: ticket
-- key: source, ticket_id
-- columns: customer_ref_id (customer), created_at, first_response_at, solved_at, updated_at, status, priority, channel, department
-- columns: assignee_ref_id (assignee), themes, csat, extra
-- texts: subject, description
-- before: created_at, first_response_at, solved_at, status
-- attribution: customer_ref_id, created_at, department, themes, csat

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    ticket_id text not null,
    customer text,
    customer_host text,
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
    select lower(customer) as ref, min(customer_host) as host
    from staging
    where customer is not null
    group by lower(customer)
),
added as (
    insert into core.customer_ref (ref, host)
    select ref, host from reference
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

-- step: records
select load.source, staging.ordinal, staging.line, staging.ticket_id, customer_ref.customer_ref_id, staging.created_at,
    staging.first_response_at, staging.solved_at, staging.updated_at, staging.status, staging.priority, staging.channel,
    staging.department, assignee_ref.person_ref_id as assignee_ref_id, staging.themes, staging.csat, staging.extra,
    staging.subject, staging.description
from staging
cross join load_context as load
left join core.customer_ref as customer_ref on customer_ref.ref = lower(staging.customer)
left join core.person_ref as assignee_ref on assignee_ref.ref = lower(staging.assignee)

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

-- step: absent
with changed as (
    update core.ticket as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning least(known.created_at, known.solved_at) as from_at,
        case when coalesce(known.status in ('solved', 'closed'), known.solved_at is not null)
            then greatest(known.created_at, known.solved_at) else 'infinity' end as through_at,
        known.is_absent, known.ticket_id
),
acted as (
    insert into acted_item (item_kind, item_id)
    select 'ticket', ticket_id from changed
),
marked as (
    insert into touched (from_at, through_at)
    select from_at, through_at from changed
)
select count(*) from changed where is_absent;

-- step: unattributed
select count(*) from incoming
left join core.customer_ref as customer_ref on customer_ref.customer_ref_id = incoming.customer_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and customer_ref.customer_id is null;

-- step: unknown_people
select count(*) from incoming
join core.person_ref as person_ref on person_ref.person_ref_id = incoming.assignee_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and person_ref.person_id is null;

-- step: out_of_order
select count(*) from incoming
where outcome in ('loaded', 'updated', 'unchanged')
    and (first_response_at < created_at or solved_at < created_at or solved_at < first_response_at);

-- step: undated
select count(*) from incoming
where outcome in ('loaded', 'updated', 'unchanged') and created_at is null;

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.ticket_id = loser.ticket_id
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
