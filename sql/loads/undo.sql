-- Undoes the loads in undone_load for the kinds with one row a record. What only they hold is deleted. Where other loads hold a
-- record whose values came from an undone one, the values of the others are gone: the record is deleted as lost, unless the
-- newest of the others brought the same values, or none of them has these columns. What stands in braces is filled in from
-- the head of the kind's file (MergeTemplate).

-- step: other loads
create temporary table other_load on commit drop as
select load.load_id, load.observed_at, load.sha256 collate "C" as sha256, load.held,
    coalesce(load.behind, int8multirange()) as behind,
    'updated_at' = any(load.present_columns) as has_updates,
    array(select name from unnest(array[{shown|, |'@'}]) as name where name = any(load.present_columns)) as present
from ops.load as load
join load_context as context on context.kind = load.kind
where load.status = 'loaded' and load.undone_at is null and load.held is not null
    and load.load_id not in (select load_id from undone_load);

-- step: undone records
create temporary table undone_record on commit drop as
with undone as (
    select load.load_id, load.held, load.observed_at,
        array(select name from unnest(array[{shown|, |'@'}]) as name where name = any(load.present_columns)) as present
    from ops.load as load
    join undone_load on undone_load.load_id = load.load_id
),
reach as (
    select coalesce(range_agg(held), int8multirange()) as numbers from undone
),
reached as (
    select known.record_number, known.load_id, known.unchanged_since, known.column_versions, known.last_seen_at,
        newest.load_id is not null as is_newest_undone,
        newest.present as newest_present,
        array(
            select version.key
            from jsonb_each(known.column_versions) as version
            where (version.value ->> 0)::bigint in (select load_id from undone)
        ) as filled
    from core.{table} as known
    cross join reach
    left join undone as newest on newest.load_id = known.load_id
    where reach.numbers @> known.record_number
    offset 0
),
judged as (
    select reached.record_number, reached.is_newest_undone,
        -- Columns whose values the undone loads brought.
        case when is_newest_undone then newest_present || filled else filled end as brought,
        exists (select from other_load as other where other.held @> reached.record_number) as is_held,
        -- Whether another load that holds the record has one of them, too, or none that tells its version.
        (is_newest_undone or cardinality(filled) > 0) and exists (
            select
            from other_load as other
            where other.held @> reached.record_number
                and (other.present && case when is_newest_undone then newest_present || filled else filled end
                    or is_newest_undone and cardinality(other.present) = 0)
        ) as is_overwritten,
        -- The newest of the other loads that brought the same values.
        case when is_newest_undone and cardinality(filled) = 0 then (
            select other.load_id
            from other_load as other
            where other.load_id >= coalesce(reached.unchanged_since, reached.load_id)
                and other.held @> reached.record_number and not other.behind @> reached.record_number
                and other.present = newest_present
            order by other.observed_at desc, other.sha256 desc, other.load_id desc
            limit 1
        ) end as same_load_id,
        case when last_seen_at in (select observed_at from undone) then (
            select max(other.observed_at) from other_load as other where other.held @> reached.record_number
        ) end as last_seen_at
    from reached
    offset 0
)
select judged.*,
    case
        when not is_held then 'gone'
        when same_load_id is not null then 'same'
        when is_overwritten then 'lost'
        when is_newest_undone or cardinality(brought) > 0 then 'emptied'
        else 'kept'
    end as fate
from judged;

-- step: statistics
analyze undone_record;

-- step: incoming
-- What changes, as a load would that brought it: the steps that mark weeks and items read it.
create temporary table incoming on commit drop as
select undone.record_number, 1 as place, {owner||known.$,} {key||known.$,}
    {before||case when undone.fate = 'emptied' then known.$ end as known_$,}
    {columns||case when undone.fate = 'emptied' and '@' = any(undone.brought) then # else known.$ end as $,}
    undone.fate = 'emptied' as is_attribution_changed,
    undone.fate = 'emptied' as is_known,
    false as known_is_absent,
    case when undone.fate = 'emptied' then 'updated' else 'loaded' end as outcome,
    undone.fate
from undone_record as undone
join core.{table} as known on known.record_number = undone.record_number
where undone.fate in ('gone', 'lost', 'emptied');

-- step: unseen
update core.{table} as known
set last_seen_at = undone.last_seen_at
from undone_record as undone
where undone.last_seen_at is not null and undone.fate not in ('gone', 'lost')
    and known.record_number = undone.record_number and known.last_seen_at <> undone.last_seen_at;

-- step: same values
update core.{table} as known
set load_id = same.load_id,
    version_at = coalesce({updated||case when same.has_updates then known.$ end,} same.observed_at),
    observed_at = same.observed_at
from undone_record as undone
join other_load as same on same.load_id = undone.same_load_id
where undone.fate = 'same' and known.record_number = undone.record_number;

-- step: emptied
with remaining as (
    select undone.record_number, version.key, version.value, load.observed_at, load.sha256 collate "C" as sha256
    from undone_record as undone
    join core.{table} as known on known.record_number = undone.record_number
    cross join jsonb_each(known.column_versions) as version
    join ops.load as load on load.load_id = (version.value ->> 0)::bigint
    where undone.fate = 'emptied' and version.key <> all(undone.brought)
),
newest as (
    select distinct on (record_number) record_number, (value ->> 0)::bigint as load_id,
        (value ->> 1)::timestamptz as version_at, observed_at
    from remaining
    order by record_number, (value ->> 1)::timestamptz desc, observed_at desc, sha256 desc
),
settled as (
    select undone.record_number, undone.brought,
        case when undone.is_newest_undone then newest.load_id else known.load_id end as load_id,
        case when undone.is_newest_undone then newest.version_at else known.version_at end as version_at,
        case when undone.is_newest_undone then newest.observed_at else known.observed_at end as observed_at,
        case when not undone.is_newest_undone then known.unchanged_since end as unchanged_since
    from undone_record as undone
    join core.{table} as known on known.record_number = undone.record_number
    left join newest on newest.record_number = undone.record_number
    where undone.fate = 'emptied'
)
update core.{table} as known
set {columns||$ = case when '@' = any(settled.brought) then # else known.$ end,}
    load_id = settled.load_id,
    version_at = settled.version_at,
    observed_at = settled.observed_at,
    unchanged_since = settled.unchanged_since,
    column_versions = (
        select jsonb_object_agg(remaining.key, remaining.value)
        from remaining
        where remaining.record_number = settled.record_number
            and (remaining.value ->> 0)::bigint <> settled.load_id
    )
from settled
where known.record_number = settled.record_number;

-- step: texts emptied
update core.{table}_text as known
set {texts|, |$ = case when '@' = any(undone.brought) then null else known.$ end}
from undone_record as undone
join incoming on incoming.record_number = undone.record_number
where undone.fate = 'emptied' and {match known incoming};

-- step: texts gone
delete from core.{table}_text as known
using incoming
where {match known incoming} and (incoming.fate in ('gone', 'lost') or ({texts| and |known.$ is null}));

-- step: lost records that are gone
delete from ops.lost_record as lost
using load_context as context
where lost.kind = context.kind
    and exists (
        select from ops.load as load join undone_load on undone_load.load_id = load.load_id
        where load.held @> lost.record_number)
    and not exists (select from other_load as other where other.held @> lost.record_number);

-- step: lost records
insert into ops.lost_record (kind, record_key, record_number)
select context.kind, array[{key|, |incoming.$}], incoming.record_number
from incoming
cross join load_context as context
where incoming.fate = 'lost';

-- step: late actions
-- loop_closure looks at an item by its first action, however long ago it was opened.
insert into touched (from_at, through_at)
select deleted.first_acted_at, deleted.first_acted_at
from (
    select (to_jsonb(known) ->> 'first_acted_at')::timestamptz as first_acted_at
    from core.{table} as known
    join incoming on incoming.record_number = known.record_number
    where incoming.fate in ('gone', 'lost')
) as deleted
where deleted.first_acted_at is not null;

-- step: gone
delete from core.{table} as known
using incoming
where incoming.fate in ('gone', 'lost') and known.record_number = incoming.record_number;
