-- Interviews: staging → core.interview and core.interview_text (merge.sql).
--
-- table: interview
-- key: source, interview_id
-- columns: customer_ref_id (customer), occurred_at, duration, kind, participant_ref_ids (participants), themes
-- columns: has_words (notes) false, updated_at, extra
-- texts: title, notes
-- before: occurred_at

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    interview_id text not null,
    customer text,
    customer_host text,
    occurred_at timestamptz not null,
    duration interval,
    kind text,
    participants text[],
    themes text[],
    title text,
    notes text,
    has_words boolean,
    updated_at timestamptz,
    extra jsonb
) on commit drop;

-- step: left out
-- What has an ordinal below zero is left out by its mapping, and only takes back what is known.
with dropped as (
    delete from staging
    using load_context as load
    where staging.ordinal < 0
        and not exists (
            select from core.interview as known
            where known.source = load.source and known.interview_id = staging.interview_id)
    returning 1
)
select count(*) from dropped;

-- step: withdrawn series
-- A series that is cancelled as a whole, without its rule, takes back all its occurrences that are known; their ids are its
-- own and the time of each.
with occurrence as (
    select known.interview_id, known.occurred_at,
        regexp_replace(known.interview_id, '/\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$', '') as series_id
    from core.interview as known
    join load_context as load on load.source = known.source
),
added as (
    insert into staging (ordinal, line, interview_id, occurred_at, kind, updated_at)
    select -1000000000 - row_number() over (order by occurrence.interview_id), series.line, occurrence.interview_id,
        occurrence.occurred_at, series.kind, series.updated_at
    from staging as series
    join occurrence on occurrence.series_id = series.interview_id
    left join staging as own on own.interview_id = occurrence.interview_id
    where series.kind = 'cancelled' and own.interview_id is null
    returning 1
)
select count(*) from added;

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

-- step: participants
with reference as (
    select distinct lower(participant) as ref from staging cross join unnest(staging.participants) as participant
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
select load.source, staging.ordinal, staging.line, staging.interview_id, customer_ref.customer_ref_id,
    staging.occurred_at, staging.duration, staging.kind, participant_list.participant_ref_ids, staging.themes,
    staging.has_words, staging.updated_at, staging.extra, staging.title, staging.notes
from staging
cross join load_context as load
left join (
    select staging.ordinal, array_agg(person_ref.person_ref_id order by listed.position) as participant_ref_ids
    from staging
    cross join unnest(staging.participants) with ordinality as listed (participant, position)
    join core.person_ref as person_ref on person_ref.ref = lower(listed.participant)
    group by staging.ordinal
) as participant_list on participant_list.ordinal = staging.ordinal
left join core.customer_ref as customer_ref on customer_ref.ref = lower(staging.customer)

-- step: touched
insert into touched (from_at, through_at)
select least(occurred_at, known_occurred_at), greatest(occurred_at, known_occurred_at)
from incoming
where outcome in ('loaded', 'updated');

-- step: acted
insert into acted_item (item_kind, item_id)
select 'interview', incoming.interview_id
from incoming
where incoming.outcome in ('loaded', 'updated')
    and exists (select from core.action where action.item_kind = 'interview' and action.item_id = incoming.interview_id);

-- step: absent
with changed as (
    update core.interview as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.occurred_at, known.is_absent, known.interview_id
),
acted as (
    insert into acted_item (item_kind, item_id)
    select 'interview', interview_id from changed
),
marked as (
    insert into touched (from_at, through_at)
    select occurred_at, occurred_at from changed
)
select count(*) from changed where is_absent;

-- step: unattributed
select count(*) from incoming
left join core.customer_ref as customer_ref on customer_ref.customer_ref_id = incoming.customer_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and customer_ref.customer_id is null
    and incoming.kind is distinct from 'cancelled';

-- step: unknown_people
select count(*) from incoming
where incoming.outcome in ('loaded', 'updated', 'unchanged')
    and exists (
        select from core.person_ref as person_ref
        where person_ref.person_ref_id = any (incoming.participant_ref_ids) and person_ref.person_id is null);

-- step: out_of_order
select count(*) from incoming
where outcome in ('loaded', 'updated', 'unchanged') and duration < interval '0';

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.interview_id = loser.interview_id
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
