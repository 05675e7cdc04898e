-- Feedback: staging → core.feedback and core.feedback_text.

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    feedback_id text not null,
    customer text,
    received_at timestamptz not null,
    channel text,
    score numeric,
    score_max numeric,
    department text,
    themes text[],
    text text,
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

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.*, coalesce(staging.updated_at, load.observed_at) as version_at,
        row_number() over (
            partition by staging.feedback_id
            order by coalesce(staging.updated_at, load.observed_at) desc, staging.ordinal desc
        ) as place
    from staging
    cross join load_context as load
),
-- A column that the file does not have keeps what is known.
merged as (
    select ranked.ordinal, ranked.line, ranked.place, load.source, ranked.feedback_id, ranked.received_at,
        ranked.version_at, load.observed_at, load.load_id,
        known.feedback_id is not null as is_known,
        known.version_at as known_version_at, known.observed_at as known_observed_at,
        known.last_seen_at as known_last_seen_at, known.load_id as known_load_id, known.received_at as known_received_at,
        row(known.customer_ref_id, known.received_at, known.channel, known.score, known.score_max, known.department,
            known.themes, known.has_words, known.extra, known.updated_at, known.is_absent, words.text) as known_all,
        case when 'customer' = any(load.present) then customer_ref.customer_ref_id else known.customer_ref_id end
            as customer_ref_id,
        case when 'channel' = any(load.present) then ranked.channel else known.channel end as channel,
        case when 'score' = any(load.present) then ranked.score else known.score end as score,
        case when 'score_max' = any(load.present) then ranked.score_max else known.score_max end as score_max,
        case when 'department' = any(load.present) then ranked.department else known.department end as department,
        case when 'themes' = any(load.present) then ranked.themes else known.themes end as themes,
        case when 'text' = any(load.present) then ranked.has_words else coalesce(known.has_words, false) end as has_words,
        case when 'extra' = any(load.present) then ranked.extra else known.extra end as extra,
        case when 'updated_at' = any(load.present) then ranked.updated_at else known.updated_at end as updated_at,
        case when 'text' = any(load.present) then ranked.text else words.text end as text
    from ranked
    cross join load_context as load
    left join core.customer_ref as customer_ref on customer_ref.ref = lower(ranked.customer)
    left join core.feedback as known on known.source = load.source and known.feedback_id = ranked.feedback_id
    left join core.feedback_text as words on words.source = load.source and words.feedback_id = ranked.feedback_id
)
select ordinal, line, place, source, feedback_id, received_at, version_at, observed_at, load_id, is_known,
    known_version_at, known_observed_at, known_last_seen_at, known_load_id, known_received_at, customer_ref_id,
    channel, score, score_max, department, themes, has_words, extra, updated_at, text,
    case
        when place > 1 then 'duplicate'
        when not is_known then 'loaded'
        when (version_at, observed_at) < (known_version_at, known_observed_at) then 'stale'
        when row(customer_ref_id, received_at, channel, score, score_max, department,
            themes, has_words, extra, updated_at, false, text) is distinct from known_all then 'updated'
        else 'unchanged'
    end as outcome
from merged;

-- step: statistics
analyze incoming;

-- step: facts
insert into core.feedback as known (
    source, feedback_id, customer_ref_id, received_at, channel, score, score_max, department, themes,
    has_words, extra, updated_at, version_at, observed_at, last_seen_at, is_absent, load_id
)
select source, feedback_id, customer_ref_id, received_at, channel, score, score_max, department, themes,
    has_words, extra, updated_at, version_at, observed_at, greatest(known_last_seen_at, observed_at), false,
    case when outcome = 'unchanged' then known_load_id else load_id end
from incoming
where outcome in ('loaded', 'updated')
    or outcome = 'unchanged' and (version_at, observed_at) > (known_version_at, known_observed_at)
on conflict (source, feedback_id) do update set
    customer_ref_id = excluded.customer_ref_id,
    received_at = excluded.received_at,
    channel = excluded.channel,
    score = excluded.score,
    score_max = excluded.score_max,
    department = excluded.department,
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
insert into core.feedback_text as known (source, feedback_id, text)
select source, feedback_id, text
from incoming
where outcome in ('loaded', 'updated') and text is not null
on conflict (source, feedback_id) do update set
    text = excluded.text
where known.text is distinct from excluded.text;

-- step: texts taken back
delete from core.feedback_text as known
using incoming
where incoming.outcome = 'updated' and incoming.text is null
    and known.source = incoming.source and known.feedback_id = incoming.feedback_id;

-- step: touched
insert into touched (from_at, through_at)
select least(received_at, known_received_at), greatest(received_at, known_received_at)
from incoming
where outcome in ('loaded', 'updated');

-- step: acted
insert into acted_item (item_kind, item_id)
select 'feedback', incoming.feedback_id
from incoming
where incoming.outcome in ('loaded', 'updated')
    and exists (select from core.action where action.item_kind = 'feedback' and action.item_id = incoming.feedback_id);

-- step: seen
update core.feedback as known
set last_seen_at = load.observed_at
from incoming
cross join load_context as load
where incoming.place = 1 and known.last_seen_at < load.observed_at
    and known.source = incoming.source and known.feedback_id = incoming.feedback_id;

-- step: absent
with changed as (
    update core.feedback as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.feedback_id, known.received_at, known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select received_at, received_at from changed
),
acted as (
    insert into acted_item (item_kind, item_id)
    select 'feedback', feedback_id from changed
)
select count(*) from changed where is_absent;

-- step: unattributed
select count(*) from incoming
left join core.customer_ref as customer_ref on customer_ref.customer_ref_id = incoming.customer_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and customer_ref.customer_id is null;
