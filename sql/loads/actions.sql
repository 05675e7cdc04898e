-- Actions: staging → core.action and core.action_text.

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    item_kind text not null,
    item_id text not null,
    item_source text,
    acted_at timestamptz not null,
    action_kind text,
    action_id text,
    department text,
    title text,
    told_at timestamptz,
    updated_at timestamptz,
    extra jsonb
) on commit drop;

-- step: incoming
create temporary table incoming on commit drop as
with keyed as (
    select staging.ordinal, staging.line, staging.item_kind, staging.item_id, staging.acted_at, staging.action_kind,
        staging.department, staging.title, staging.told_at, staging.updated_at, staging.extra,
        coalesce(staging.item_source, '') as item_source, coalesce(staging.action_id, '') as action_id
    from staging
),
ranked as (
    select keyed.*, coalesce(keyed.updated_at, load.observed_at) as version_at,
        row_number() over (
            partition by keyed.item_source, keyed.item_kind, keyed.item_id, keyed.action_id
            order by coalesce(keyed.updated_at, load.observed_at) desc, keyed.ordinal desc
        ) as place
    from keyed
    cross join load_context as load
),
-- A column that the file does not have keeps what is known.
merged as (
    select ranked.ordinal, ranked.line, ranked.place, load.source, ranked.item_source, ranked.item_kind,
        ranked.item_id, ranked.action_id, ranked.acted_at, ranked.version_at, load.observed_at, load.load_id,
        known.item_id is not null as is_known,
        known.version_at as known_version_at, known.observed_at as known_observed_at,
        known.last_seen_at as known_last_seen_at, known.load_id as known_load_id, known.acted_at as known_acted_at,
        known.told_at as known_told_at,
        row(known.acted_at, known.action_kind, known.department, known.told_at, known.extra, known.updated_at,
            known.is_absent, words.title) as known_all,
        case when 'action_kind' = any(load.present) then ranked.action_kind else known.action_kind end as action_kind,
        case when 'department' = any(load.present) then ranked.department else known.department end as department,
        case when 'told_at' = any(load.present) then ranked.told_at else known.told_at end as told_at,
        case when 'extra' = any(load.present) then ranked.extra else known.extra end as extra,
        case when 'updated_at' = any(load.present) then ranked.updated_at else known.updated_at end as updated_at,
        case when 'title' = any(load.present) then ranked.title else words.title end as title
    from ranked
    cross join load_context as load
    left join core.action as known on known.source = load.source
        and known.item_source = ranked.item_source and known.item_kind = ranked.item_kind
        and known.item_id = ranked.item_id and known.action_id = ranked.action_id
    left join core.action_text as words on words.source = load.source
        and words.item_source = ranked.item_source and words.item_kind = ranked.item_kind
        and words.item_id = ranked.item_id and words.action_id = ranked.action_id
)
select ordinal, line, place, source, item_source, item_kind, item_id, action_id, acted_at, version_at, observed_at,
    load_id, is_known, known_version_at, known_observed_at, known_last_seen_at, known_load_id, known_acted_at,
    known_told_at, action_kind, department, told_at, extra, updated_at, title,
    case
        when place > 1 then 'duplicate'
        when not is_known then 'loaded'
        when (version_at, observed_at) < (known_version_at, known_observed_at) then 'stale'
        when row(acted_at, action_kind, department, told_at, extra, updated_at, false, title) is distinct from known_all then 'updated'
        else 'unchanged'
    end as outcome
from merged;

-- step: statistics
analyze incoming;

-- step: facts
insert into core.action as known (
    source, item_source, item_kind, item_id, action_id, acted_at, action_kind, department, told_at, extra,
    updated_at, version_at, observed_at, last_seen_at, is_absent, load_id
)
select source, item_source, item_kind, item_id, action_id, acted_at, action_kind, department, told_at, extra,
    updated_at, version_at, observed_at, greatest(known_last_seen_at, observed_at), false,
    case when outcome = 'unchanged' then known_load_id else load_id end
from incoming
where outcome in ('loaded', 'updated')
    or outcome = 'unchanged' and (version_at, observed_at) > (known_version_at, known_observed_at)
on conflict (source, item_source, item_kind, item_id, action_id) do update set
    acted_at = excluded.acted_at,
    action_kind = excluded.action_kind,
    department = excluded.department,
    told_at = excluded.told_at,
    extra = excluded.extra,
    updated_at = excluded.updated_at,
    version_at = excluded.version_at,
    observed_at = excluded.observed_at,
    last_seen_at = excluded.last_seen_at,
    is_absent = excluded.is_absent,
    load_id = excluded.load_id;

-- step: texts
insert into core.action_text as known (source, item_source, item_kind, item_id, action_id, title)
select source, item_source, item_kind, item_id, action_id, title
from incoming
where outcome in ('loaded', 'updated') and title is not null
on conflict (source, item_source, item_kind, item_id, action_id) do update set
    title = excluded.title
where known.title is distinct from excluded.title;

-- step: texts taken back
delete from core.action_text as known
using incoming
where incoming.outcome = 'updated' and incoming.title is null
    and known.source = incoming.source and known.item_source = incoming.item_source
    and known.item_kind = incoming.item_kind and known.item_id = incoming.item_id and known.action_id = incoming.action_id;

-- step: touched
insert into touched (from_at, through_at)
select least(acted_at, known_acted_at), greatest(acted_at, known_acted_at)
from incoming
where outcome in ('loaded', 'updated')
union all
select least(told_at, known_told_at), greatest(told_at, known_told_at)
from incoming
where outcome in ('loaded', 'updated');

-- step: acted
insert into acted_item (item_kind, item_id)
select item_kind, item_id
from incoming
where outcome in ('loaded', 'updated');

-- step: seen
update core.action as known
set last_seen_at = load.observed_at
from incoming
cross join load_context as load
where incoming.place = 1 and known.last_seen_at < load.observed_at
    and known.source = incoming.source and known.item_source = incoming.item_source
    and known.item_kind = incoming.item_kind and known.item_id = incoming.item_id and known.action_id = incoming.action_id;

-- step: absent
with changed as (
    update core.action as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.item_kind, known.item_id, known.acted_at, known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select acted_at, acted_at from changed
),
acted as (
    insert into acted_item (item_kind, item_id)
    select item_kind, item_id from changed
)
select count(*) from changed where is_absent;

-- step: out_of_order
select count(*) from incoming
where outcome in ('loaded', 'updated', 'unchanged') and told_at < acted_at;
