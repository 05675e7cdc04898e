-- People: staging → whole histories (a file with valid_from) or observations (without) → core.person_history.

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    email text not null,
    name text,
    aliases text[],
    department text,
    title text,
    is_leader boolean,
    employed_from timestamptz,
    employed_to timestamptz,
    valid_from timestamptz not null
) on commit drop;

-- step: overlaps
with clash as (
    select one.ordinal, one.line, lower(one.email) as email, min(other.line) as other_line
    from staging as one
    join staging as other on lower(other.email) = lower(one.email) and other.valid_from = one.valid_from
        and other.ordinal <> one.ordinal
        and row(other.name, other.aliases, other.department, other.title, other.is_leader, other.employed_from,
            other.employed_to)
        is distinct from row(one.name, one.aliases, one.department, one.title, one.is_leader, one.employed_from,
            one.employed_to)
    cross join load_context as load
    where 'valid_from' = any(load.present)
    group by one.ordinal, one.line, lower(one.email)
),
clashing_history as (
    select email, min(line) as line from clash group by email
)
insert into refused (ordinal, line, column_name, rule, other_line)
select clash.ordinal, clash.line, 'valid_from', 'history_overlaps', clash.other_line
from clash
union all
select staging.ordinal, staging.line, 'valid_from', 'history_incomplete', clashing_history.line
from staging
join clashing_history on clashing_history.email = lower(staging.email)
where staging.ordinal not in (select ordinal from clash);

-- step: persons
insert into core.person as known (email, last_seen_at, source)
select distinct lower(staging.email), load.observed_at, load.source
from staging
cross join load_context as load
on conflict (email) do update set
    last_seen_at = excluded.last_seen_at,
    source = excluded.source
where known.last_seen_at < excluded.last_seen_at;

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.*, person.person_id, 'valid_from' = any(load.present) as is_history,
        row_number() over (
            partition by lower(staging.email), case when 'valid_from' = any(load.present) then staging.valid_from end
            order by staging.ordinal desc
        ) as place
    from staging
    join core.person as person on person.email = lower(staging.email)
    cross join load_context as load
),
newest_history as (
    select record.person_id, max(record.observed_at) as observed_at
    from core.person_record as record
    group by record.person_id
),
-- A column that the file does not have keeps what is known at that time.
merged as (
    select ranked.ordinal, ranked.line, ranked.place, ranked.person_id, ranked.valid_from, ranked.is_history,
        load.observed_at, load.load_id, history.observed_at as history_observed_at,
        known.person_id is not null as is_known,
        row(known.name, known.aliases, known.department, known.title, coalesce(known.is_leader, false), known.employed_from,
            known.employed_to) as known_all,
        case when 'name' = any(load.present) then ranked.name else known.name end as name,
        case when 'aliases' = any(load.present) then ranked.aliases else known.aliases end as aliases,
        case when 'department' = any(load.present) then ranked.department else known.department end as department,
        case when 'title' = any(load.present) then ranked.title else known.title end as title,
        coalesce(case when 'is_leader' = any(load.present) then ranked.is_leader else known.is_leader end, false)
            as is_leader,
        case when 'employed_from' = any(load.present) then ranked.employed_from else known.employed_from end
            as employed_from,
        case when 'employed_to' = any(load.present) then ranked.employed_to else known.employed_to end as employed_to
    from ranked
    cross join load_context as load
    left join newest_history as history on history.person_id = ranked.person_id
    left join lateral (
        select record.person_id, record.name, record.aliases, record.department, record.title, record.is_leader,
            record.employed_from, record.employed_to
        from core.person_record as record
        where ranked.is_history and record.person_id = ranked.person_id and record.valid_from = ranked.valid_from
        union all
        select past.person_id, past.name, past.aliases, past.department, past.title, past.is_leader,
            past.employed_from, past.employed_to
        from core.person_history as past
        where not ranked.is_history and past.person_id = ranked.person_id
            and past.valid_from <= load.observed_at and load.observed_at < past.valid_to
    ) as known on true
)
select ordinal, line, place, person_id, valid_from, is_history, observed_at, load_id, history_observed_at, is_known,
    name, aliases, department, title, is_leader, employed_from, employed_to,
    case
        when place > 1 then 'duplicate'
        when observed_at < history_observed_at then 'stale'
        when not is_known then 'loaded'
        when row(name, aliases, department, title, is_leader, employed_from, employed_to) is distinct from known_all
            then 'updated'
        else 'unchanged'
    end as outcome
from merged;

-- step: histories replaced
delete from core.person_record as known
using incoming
where incoming.is_history and incoming.outcome <> 'stale' and known.person_id = incoming.person_id;

-- step: histories
insert into core.person_record (
    person_id, valid_from, name, aliases, department, title, is_leader, employed_from, employed_to, observed_at, load_id
)
select person_id, valid_from, name, aliases, department, title, is_leader, employed_from, employed_to, observed_at, load_id
from incoming
where is_history and place = 1 and outcome <> 'stale';

-- step: observations
insert into core.person_observation as known (
    person_id, observed_at, name, aliases, department, title, is_leader, employed_from, employed_to, load_id
)
select person_id, observed_at, name, aliases, department, title, is_leader, employed_from, employed_to, load_id
from incoming
where not is_history and place = 1
on conflict (person_id, observed_at) do update set
    name = excluded.name,
    aliases = excluded.aliases,
    department = excluded.department,
    title = excluded.title,
    is_leader = excluded.is_leader,
    employed_from = excluded.employed_from,
    employed_to = excluded.employed_to,
    load_id = excluded.load_id;

-- step: derived
create temporary table derived on commit drop as
with named as (
    select distinct person_id from incoming
),
history as (
    select record.person_id, record.name, record.aliases, record.department, record.title, record.is_leader,
        record.employed_from, record.employed_to, record.observed_at,
        case when row_number() over one_person = 1 then '-infinity' else record.valid_from end as valid_from,
        lead(record.valid_from, 1, 'infinity') over one_person as valid_to
    from core.person_record as record
    join named on named.person_id = record.person_id
    window one_person as (partition by record.person_id order by record.valid_from)
),
-- Snapshots older than the newest whole history are part of what it corrected; of the others those count that show
-- something else than the one before (the first: than the history).
observation as (
    select observed.*,
        row(observed.name, observed.aliases, observed.department, observed.title, observed.is_leader,
            observed.employed_from, observed.employed_to) as attributes,
        history_at.observed_at is not null as has_history,
        row(history.name, history.aliases, history.department, history.title, history.is_leader,
            history.employed_from, history.employed_to) as history_attributes
    from core.person_observation as observed
    join named on named.person_id = observed.person_id
    left join (
        select person_id, max(observed_at) as observed_at from history group by person_id
    ) as history_at on history_at.person_id = observed.person_id
    left join history on history.person_id = observed.person_id
        and history.valid_from <= observed.observed_at and observed.observed_at < history.valid_to
    where history_at.observed_at is null or observed.observed_at > history_at.observed_at
),
disagreement as (
    select person_id, min(observed_at) as starts_at
    from observation
    where has_history and attributes is distinct from history_attributes
    group by person_id
),
deciding as (
    select observation.*,
        row_number() over one_person as position,
        observation.attributes is distinct from lag(observation.attributes) over one_person as is_change
    from observation
    left join disagreement on disagreement.person_id = observation.person_id
    where not observation.has_history or observation.observed_at >= disagreement.starts_at
    window one_person as (partition by observation.person_id order by observation.observed_at)
),
row_start as (
    select person_id, observed_at as starts_at, name, aliases, department, title, is_leader, employed_from, employed_to
    from deciding
    where is_change or position = 1
    union all
    select history.person_id, history.valid_from, history.name, history.aliases, history.department, history.title,
        history.is_leader, history.employed_from, history.employed_to
    from history
    left join disagreement on disagreement.person_id = history.person_id
    where history.valid_from < coalesce(disagreement.starts_at, 'infinity')
)
select person_id, name, aliases, department, title, coalesce(is_leader, false) as is_leader, employed_from, employed_to,
    case when row_number() over one_person = 1 then '-infinity' else starts_at end as valid_from,
    lead(starts_at, 1, 'infinity') over one_person as valid_to
from row_start
window one_person as (partition by person_id order by starts_at);

-- step: touched
insert into touched (from_at, through_at)
-- Whose row only ends, or whose employment ends, at another instant was there until the earlier one all the same.
select
    case when row(derived.department, derived.is_leader, derived.employed_from)
            is not distinct from row(known.department, known.is_leader, known.employed_from)
            and derived.person_id is not null and known.person_id is not null
        then least(
            case when derived.valid_to <> known.valid_to then least(derived.valid_to, known.valid_to) end,
            case when derived.employed_to is distinct from known.employed_to
                then least(derived.employed_to, known.employed_to) end)
        else least(derived.valid_from, known.valid_from)
    end,
    'infinity'
from derived
full join (
    select past.* from core.person_history as past
    join (select distinct person_id from incoming) as named on named.person_id = past.person_id
) as known on known.person_id = derived.person_id and known.valid_from = derived.valid_from
where row(derived.valid_to, derived.department, derived.is_leader, derived.employed_from, derived.employed_to)
    is distinct from row(known.valid_to, known.department, known.is_leader, known.employed_from, known.employed_to);

-- step: rows replaced
delete from core.person_history as known
using (select distinct person_id from incoming) as named
where known.person_id = named.person_id;

-- step: rows
insert into core.person_history (
    person_id, valid_from, valid_to, name, aliases, department, title, is_leader, employed_from, employed_to
)
select person_id, valid_from, valid_to, name, aliases, department, title, is_leader, employed_from, employed_to
from derived;

-- step: absent
with changed as (
    update core.person as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select '-infinity', 'infinity' from changed
)
select count(*) from changed where is_absent;

-- step: handles lost
delete from core.person_handle as known
using core.person as person
where person.person_id = known.person_id
    and (person.is_absent or person.person_id in (select person_id from incoming));

-- step: handles gained
insert into core.person_handle (handle, rule, person_id)
select person.email, 'email', person.person_id
from core.person as person
where not person.is_absent
union
select lower(btrim(alias)), 'alias', past.person_id
from core.person_history as past
join core.person as person on person.person_id = past.person_id
cross join unnest(past.aliases) as alias
where not person.is_absent and btrim(alias) <> ''
on conflict (handle, rule, person_id) do nothing;
