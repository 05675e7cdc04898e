-- Actions: staging → core.action and core.action_text (merge.sql).
--
-- table: action
-- key: source, item_source, item_kind, item_id, action_key
-- columns: action_id (action_id) '', acted_at, action_kind, department, told_at, updated_at, extra
-- texts: title
-- before: acted_at, told_at

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

-- step: records
select load.source, staging.ordinal, staging.line, coalesce(staging.item_source, '') as item_source, staging.item_kind,
    staging.item_id,
    -- Without an id an action is known by its kind and instant; a given id never begins with a blank.
    case
        when staging.action_id is not null then staging.action_id
        else ' ' || extract(epoch from staging.acted_at)::text || ' ' || coalesce(staging.action_kind, '')
    end as action_key,
    coalesce(staging.action_id, '') as action_id, staging.acted_at, staging.action_kind, staging.department,
    staging.told_at, staging.updated_at, staging.extra, staging.title
from staging
cross join load_context as load

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

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.item_source = loser.item_source and winner.item_kind = loser.item_kind
    and winner.item_id = loser.item_id and winner.action_id = loser.action_id
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
