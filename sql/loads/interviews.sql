-- Interviews: staging → core.interview and core.interview_text.

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    interview_id text not null,
    customer text,
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

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.*, coalesce(staging.updated_at, load.observed_at) as version_at,
        row_number() over (
            partition by staging.interview_id
            order by coalesce(staging.updated_at, load.observed_at) desc, staging.ordinal desc
        ) as place
    from staging
    cross join load_context as load
),
participant_list as (
    select ranked.ordinal, array_agg(person_ref.person_ref_id order by listed.position) as participant_ref_ids
    from ranked
    cross join unnest(ranked.participants) with ordinality as listed (participant, position)
    join core.person_ref as person_ref on person_ref.ref = lower(listed.participant)
    group by ranked.ordinal
),
-- A column that the file does not have keeps what is known.
merged as (
    select ranked.ordinal, ranked.line, ranked.place, load.source, ranked.interview_id, ranked.occurred_at,
        ranked.version_at, load.observed_at, load.load_id,
        known.interview_id is not null as is_known,
        known.version_at as known_version_at, known.observed_at as known_observed_at,
        known.last_seen_at as known_last_seen_at, known.load_id as known_load_id, known.occurred_at as known_occurred_at,
        row(known.customer_ref_id, known.occurred_at, known.duration, known.kind, known.participant_ref_ids, known.themes,
            known.has_words, known.extra, known.updated_at, known.is_absent, words.title, words.notes) as known_all,
        case when 'customer' = any(load.present) then customer_ref.customer_ref_id else known.customer_ref_id end
            as customer_ref_id,
        case when 'duration' = any(load.present) then ranked.duration else known.duration end as duration,
        case when 'kind' = any(load.present) then ranked.kind else known.kind end as kind,
        case when 'participants' = any(load.present) then participant_list.participant_ref_ids
            else known.participant_ref_ids end as participant_ref_ids,
        case when 'themes' = any(load.present) then ranked.themes else known.themes end as themes,
        case when 'notes' = any(load.present) then ranked.has_words else coalesce(known.has_words, false) end as has_words,
        case when 'extra' = any(load.present) then ranked.extra else known.extra end as extra,
        case when 'updated_at' = any(load.present) then ranked.updated_at else known.updated_at end as updated_at,
        case when 'title' = any(load.present) then ranked.title else words.title end as title,
        case when 'notes' = any(load.present) then ranked.notes else words.notes end as notes
    from ranked
    cross join load_context as load
    left join participant_list on participant_list.ordinal = ranked.ordinal
    left join core.customer_ref as customer_ref on customer_ref.ref = lower(ranked.customer)
    left join core.interview as known on known.source = load.source and known.interview_id = ranked.interview_id
    left join core.interview_text as words on words.source = load.source and words.interview_id = ranked.interview_id
)
select ordinal, line, place, source, interview_id, occurred_at, version_at, observed_at, load_id, is_known,
    known_version_at, known_observed_at, known_last_seen_at, known_load_id, known_occurred_at, customer_ref_id,
    duration, kind, participant_ref_ids, themes, has_words, extra, updated_at, title, notes,
    case
        when place > 1 then 'duplicate'
        when not is_known then 'loaded'
        when (version_at, observed_at) < (known_version_at, known_observed_at) then 'stale'
        when row(customer_ref_id, occurred_at, duration, kind, participant_ref_ids, themes,
            has_words, extra, updated_at, false, title, notes) is distinct from known_all then 'updated'
        else 'unchanged'
    end as outcome
from merged;

-- step: statistics
analyze incoming;

-- step: facts
insert into core.interview as known (
    source, interview_id, customer_ref_id, occurred_at, duration, kind, participant_ref_ids, themes, has_words, extra,
    updated_at, version_at, observed_at, last_seen_at, is_absent, load_id
)
select source, interview_id, customer_ref_id, occurred_at, duration, kind, participant_ref_ids, themes, has_words, extra,
    updated_at, version_at, observed_at, greatest(known_last_seen_at, observed_at), false,
    case when outcome = 'unchanged' then known_load_id else load_id end
from incoming
where outcome in ('loaded', 'updated')
    or outcome = 'unchanged' and (version_at, observed_at) > (known_version_at, known_observed_at)
on conflict (source, interview_id) do update set
    customer_ref_id = excluded.customer_ref_id,
    occurred_at = excluded.occurred_at,
    duration = excluded.duration,
    kind = excluded.kind,
    participant_ref_ids = excluded.participant_ref_ids,
    themes = excluded.themes,
    has_words = excluded.has_words,
    extra = excluded.extra,
    updated_at = excluded.updated_at,
    version_at = excluded.version_at,
    observed_at = excluded.observed_at,
    last_seen_at = excluded.last_seen_at,
    is_absent = excluded.is_absent,
    load_id = excluded.load_id;

-- step: texts
insert into core.interview_text as known (source, interview_id, title, notes)
select source, interview_id, title, notes
from incoming
where outcome in ('loaded', 'updated') and (title is not null or notes is not null)
on conflict (source, interview_id) do update set
    title = excluded.title,
    notes = excluded.notes
where (known.title, known.notes) is distinct from (excluded.title, excluded.notes);

-- step: texts taken back
delete from core.interview_text as known
using incoming
where incoming.outcome = 'updated' and incoming.title is null and incoming.notes is null
    and known.source = incoming.source and known.interview_id = incoming.interview_id;

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

-- step: seen
update core.interview as known
set last_seen_at = load.observed_at
from incoming
cross join load_context as load
where incoming.place = 1 and known.last_seen_at < load.observed_at
    and known.source = incoming.source and known.interview_id = incoming.interview_id;

-- step: absent
with changed as (
    update core.interview as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.interview_id, known.occurred_at, known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select occurred_at, occurred_at from changed
),
acted as (
    insert into acted_item (item_kind, item_id)
    select 'interview', interview_id from changed
)
select count(*) from changed where is_absent;

-- step: unattributed
select count(*) from incoming
left join core.customer_ref as customer_ref on customer_ref.customer_ref_id = incoming.customer_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and customer_ref.customer_id is null;

-- step: out_of_order
select count(*) from incoming
where outcome in ('loaded', 'updated', 'unchanged') and duration < interval '0';
