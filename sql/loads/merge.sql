-- The merge that the kinds with one row a record share: staging → core.{table}, with its free text.
--
-- Each column keeps the value of the newest version that had it. A version is what one load says of a record; it is
-- newer by version_at, then observed_at, then the greater sha256. What stands in braces is filled in from the head of
-- the kind's file (MergeTemplate).

-- step: versions
create temporary table version_shape on commit drop as
with shown as (
    select load.load_id, load.observed_at, load.sha256,
        array(select name from unnest(array[{shown|, |'@'}]) as name where name = any(load.present_columns)) as present
    from version_load as load
)
select shown.load_id, shown.observed_at, shown.sha256, shown.present,
    shown.present <@ current.present as is_covered,
    shown.present @> current.present as is_covering
from shown
cross join load_context as load
join shown as current on current.load_id = load.load_id;

-- step: incoming
create temporary table incoming on commit drop as
with record as (
{records}
),
ranked as (
    select record.*, coalesce(record.updated_at, load.observed_at) as version_at,
        row_number() over (
            partition by {own_key|, |record.$}
            order by coalesce(record.updated_at, load.observed_at) desc, record.ordinal desc
        ) as place
    from record
    cross join load_context as load
),
-- The fences (offset 0) keep what is computed once a row from being computed once a use.
met as (
    select ranked.*, load.load_id, load.observed_at, load.sha256,
        known.load_id is not null as is_known,
        known.record_number as known_record_number,
        known.load_id as known_load_id,
        known.version_at as known_version_at,
        known.observed_at as known_observed_at,
        known.last_seen_at as known_last_seen_at,
        known.is_absent as known_is_absent,
        known.column_versions as known_column_versions,
        known.unchanged_since as known_unchanged_since,
        {columns||known.$ as known_$,}
        {texts||words.$ as known_$,}
        newest.sha256 as known_sha256,
        newest.present as known_present,
        newest.is_covered,
        newest.is_covering,
        coalesce(
            (ranked.version_at, load.observed_at, load.sha256)
                >= (known.version_at, known.observed_at, newest.sha256),
            true) as is_newer
    from ranked
    cross join load_context as load
    left join core.{table} as known on {match known ranked}
    {with_text||left join core.$ as words on {match words ranked}}
    left join version_shape as newest on newest.load_id = known.load_id
    offset 0
),
weighed as (
    select met.*,
        not is_known or known_column_versions is null and case when is_newer then is_covered else is_covering end
            as is_plain
    from met
    offset 0
),
-- Where columns come from several versions: the newest one of each column, name → [load, version_at].
settled as (
    select weighed.*,
        case when not is_plain and place = 1 then (
            select jsonb_object_agg(
                name.name,
                case
                    when kept.version is null
                        or name.is_shown and (weighed.version_at, weighed.observed_at, weighed.sha256)
                            >= ((kept.version ->> 1)::timestamptz, keeper.observed_at, keeper.sha256)
                        then jsonb_build_array(weighed.load_id, weighed.version_at)
                    else kept.version
                end)
            from load_context as load
            cross join lateral (
                select name, name = any(load.present) as is_shown from unnest(array[{shown|, |'@'}]) as name
            ) as name
            cross join lateral (
                select case
                    when weighed.known_column_versions -> name.name is not null
                        then weighed.known_column_versions -> name.name
                    when name.name = any(weighed.known_present)
                        then jsonb_build_array(weighed.known_load_id, weighed.known_version_at)
                end as version
            ) as kept
            left join version_load as keeper on keeper.load_id = (kept.version ->> 0)::bigint
            where name.is_shown or kept.version is not null
        ) end as winners
    from weighed
    offset 0
),
merged as (
    select settled.*,
        is_plain and is_newer
            or exists (
                select from jsonb_each(winners) as winner where (winner.value ->> 0)::bigint = load_id) as is_taken,
        {present||case
            when is_plain and is_newer or (winners -> '@' ->> 0)::bigint = load_id then $
            else known_$
        end as new_$,}
        {lacking||case when is_known then known_$ else $ end as new_$,}
        case when is_newer then load_id else known_load_id end as new_load_id
    from settled
    offset 0
),
compared as (
    select merged.*, row({values|, |new_$}) is distinct from row({values|, |known_$}) as is_changed
    from merged
    offset 0
),
counted as (
    select compared.*,
        case
            when place > 1 then 'duplicate'
            when not is_known then 'loaded'
            when is_taken and is_changed or is_newer and known_is_absent then 'updated'
            when is_newer then 'unchanged'
            else 'stale'
        end as outcome
    from compared
)
select ordinal, line, place, {owner||$,} {key||$,} {before||known_$,} {values||new_$ as $,}
    is_known and ({attribution||new_$ is distinct from known_$ or } false) as is_attribution_changed,
    case when outcome = 'loaded' then nextval('core.{table}_record_number_seq') else known_record_number end
        as record_number,
    case when is_newer then version_at else known_version_at end as version_at,
    case when is_newer then observed_at else known_observed_at end as observed_at,
    new_load_id as load_id,
    greatest(known_last_seen_at, observed_at) as last_seen_at,
    known_is_absent,
    (
        select jsonb_object_agg(winner.key, winner.value)
        from jsonb_each(winners) as winner
        where (winner.value ->> 0)::bigint <> new_load_id
    ) as column_versions,
    case
        when not is_known or is_changed and is_newer then null
        when not is_newer then known_unchanged_since
        when known_column_versions is null and is_covered and is_covering then coalesce(known_unchanged_since, known_load_id)
    end as unchanged_since,
    is_known,
    is_newer,
    place = 1 and (
        not is_known or is_changed or winners is not null
        or is_newer and (
            (version_at, observed_at, sha256) > (known_version_at, known_observed_at, known_sha256)
            or not (is_covered and is_covering))) as is_written,
    outcome
from counted;

-- step: statistics
analyze incoming;

-- step: numbers of lost records
update incoming
set record_number = lost.record_number
from ops.lost_record as lost
cross join load_context as load
where lost.kind = load.kind and incoming.outcome = 'loaded' and lost.record_key = array[{key|, |incoming.$}];

-- step: new records
insert into core.{table} (
    record_number, {owner||$,} {key||$,} {columns||$,} version_at, observed_at, last_seen_at, is_absent, load_id
)
select record_number, {owner||$,} {key||$,} {columns||$,} version_at, observed_at, last_seen_at, false, load_id
from incoming
where outcome = 'loaded';

-- step: changed records
update core.{table} as known
set {columns||$ = incoming.$,}
    {owner||$ = case when incoming.is_newer then incoming.$ else known.$ end,}
    version_at = incoming.version_at,
    observed_at = incoming.observed_at,
    last_seen_at = incoming.last_seen_at,
    load_id = incoming.load_id,
    column_versions = incoming.column_versions,
    unchanged_since = incoming.unchanged_since
from incoming
where incoming.is_written and incoming.is_known and {match known incoming};

-- step: texts
insert into core.{table}_text as known ({key||$,} {texts|, |$})
select {key||$,} {texts|, |$}
from incoming
where is_written and outcome in ('loaded', 'updated') and ({texts| or |$ is not null})
on conflict ({key|, |$}) do update set {texts|, |$ = excluded.$}
where ({texts| or |known.$ is distinct from excluded.$});

-- step: texts cleared
delete from core.{table}_text as known
using incoming
where incoming.outcome = 'updated' and {texts| and |incoming.$ is null} and {match known incoming};

-- step: lost records found again
with found as (
    delete from ops.lost_record as lost
    using incoming, load_context as load
    where lost.kind = load.kind and incoming.outcome = 'loaded' and lost.record_key = array[{key|, |incoming.$}]
    returning lost.record_number
)
update incoming
set is_newer = false, last_seen_at = greatest(
    incoming.last_seen_at,
    (
        select max(load.observed_at)
        from ops.load as load
        join load_context as context on context.kind = load.kind
        where load.status = 'loaded' and load.undone_at is null and load.held @> found.record_number
    ))
from found
where found.record_number = incoming.record_number;

-- step: seen
update core.{table} as known
set last_seen_at = incoming.last_seen_at
from incoming
where incoming.place = 1 and not (incoming.is_written and incoming.is_newer)
    and known.last_seen_at < incoming.last_seen_at
    and {match known incoming};

-- step: held
with numbered as (
    select record_number, record_number - row_number() over (order by record_number) as island
    from incoming
    where place = 1
),
span as (
    select int8range(min(record_number), max(record_number), '[]') as numbers from numbered group by island
)
update load_context
set held = (select coalesce(range_agg(numbers), int8multirange()) from span),
    behind = (
        select range_agg(int8range(record_number, record_number, '[]')) from incoming where place = 1 and not is_newer);
