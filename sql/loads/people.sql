-- People: staging → whole histories (a file with valid_from) or observations (without) → core.person_history.
--
-- columns: name, aliases, department, title, is_leader, employed_from, employed_to

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

-- step: rejections
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
insert into core.person (email, last_seen_at, source)
select distinct lower(staging.email), load.observed_at, load.source
from staging
cross join load_context as load
on conflict (email) do nothing;

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.ordinal, staging.line, person.person_id, staging.valid_from,
        'valid_from' = any(load.present) as is_history,
        staging.name, staging.aliases, staging.department, staging.title,
        coalesce(staging.is_leader, false) as is_leader, staging.employed_from, staging.employed_to,
        row_number() over (
            partition by lower(staging.email), case when 'valid_from' = any(load.present) then staging.valid_from end
            order by staging.ordinal desc
        ) as place
    from staging
    join core.person as person on person.email = lower(staging.email)
    cross join load_context as load
),
newest_history as (
    select distinct on (record.person_id) record.person_id, load.load_id, load.observed_at, load.sha256
    from core.person_record as record
    join version_load as load on load.load_id = record.load_id
    order by record.person_id, load.observed_at desc, load.sha256 desc, load.load_id desc
)
select ranked.*,
    case
        when ranked.place > 1 then 'duplicate'
        when (load.observed_at, load.sha256) < (history.observed_at, history.sha256) then 'stale'
        when known.person_id is null then 'loaded'
        when row(null {present||, ranked.$}) is distinct from row(null {present||, known.$}) then 'updated'
        else 'unchanged'
    end as outcome
from ranked
cross join load_context as load
left join newest_history as history on history.person_id = ranked.person_id
left join lateral (
    select record.person_id, {columns|, |record.$}
    from core.person_record as record
    where ranked.is_history and record.person_id = ranked.person_id and record.valid_from = ranked.valid_from
        and record.load_id = history.load_id
    union all
    select past.person_id, {columns|, |past.$}
    from core.person_history as past
    where not ranked.is_history and past.person_id = ranked.person_id
        and past.valid_from <= load.observed_at and load.observed_at < past.valid_to
) as known on true;

-- step: histories
insert into core.person_record (person_id, valid_from, {columns|, |$}, observed_at, load_id)
select incoming.person_id, incoming.valid_from, {columns|, |incoming.$}, load.observed_at, load.load_id
from incoming
cross join load_context as load
where incoming.is_history and incoming.place = 1;

-- step: observations
insert into core.person_observation (person_id, observed_at, {columns|, |$}, load_id)
select incoming.person_id, load.observed_at, {columns|, |incoming.$}, load.load_id
from incoming
cross join load_context as load
where not incoming.is_history and incoming.place = 1;

-- step: named persons
insert into named_person (person_id)
select distinct person_id from incoming
on conflict (person_id) do nothing;

-- step: shared person_histories

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.person_id = loser.person_id
    and (winner.valid_from = loser.valid_from or not loser.is_history)
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
