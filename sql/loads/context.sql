-- Before every load: what its steps share.

-- step: memory
-- A load sorts and hashes whole files; it is the only session that writes.
set local work_mem = '128MB';

-- step: compilation
-- Compiling costs more than it saves on statements that run once.
set local jit = off;

-- step: joins
-- A table that was vacuumed while it was empty, as after an interrupted first load, counts as empty to the planner until
-- it is analyzed again; a nested loop over it would then take quadratic time.
select set_config('enable_nestloop', 'off', true)
where exists (
    select
    from pg_class as relation
    where relation.relnamespace = 'core'::regnamespace
        and relation.relkind = 'r'
        and relation.reltuples = 0
        and pg_relation_size(relation.oid) > 1048576
);

-- step: load_context
create temporary table load_context (
    load_id bigint not null,
    kind text not null,
    source text not null,
    observed_at timestamptz not null,
    sha256 text collate "C" not null,
    is_complete boolean not null,
    present text[] not null,
    started_at timestamptz not null,
    is_replay boolean not null default false,
    held int8multirange,
    behind int8multirange
) on commit drop;

-- step: connected
-- What was connected before, for marks.sql: a kind, or a column of a kind and source.
create temporary table connected_before on commit drop as
select connected.kind, connected.source, connected.column_name
from core.connected_column as connected
union all
select connected.kind, null, null
from core.connected_kind as connected;

-- step: refused
create temporary table refused (
    ordinal bigint not null,
    line bigint not null,
    column_name text,
    rule text not null,
    other_line bigint
) on commit drop;

-- step: touched
create temporary table touched (
    from_at timestamptz,
    through_at timestamptz
) on commit drop;

-- step: acted_item
create temporary table acted_item (
    item_kind text not null,
    item_id text not null
) on commit drop;

-- step: fresh customer references
create temporary table fresh_customer_ref (
    customer_ref_id bigint not null
) on commit drop;

-- step: fresh person references
create temporary table fresh_person_ref (
    person_ref_id bigint not null
) on commit drop;

-- step: moved customer references
create temporary table moved_customer_ref (
    customer_ref_id bigint not null
) on commit drop;

-- step: moved person references
create temporary table moved_person_ref (
    person_ref_id bigint not null
) on commit drop;

-- step: named customers
create temporary table named_customer (
    customer_id text primary key
) on commit drop;

-- step: named persons
create temporary table named_person (
    person_id bigint primary key
) on commit drop;

-- step: named memberships
create temporary table named_membership (
    customer_id text not null,
    scheme text not null,
    primary key (customer_id, scheme)
) on commit drop;
