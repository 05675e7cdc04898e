-- Segments: staging → whole histories (a file with valid_from) or observations (a snapshot) → core.membership.

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    customer_id text not null,
    scheme text not null,
    segment text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null
) on commit drop;

-- step: rejections
with repeated as (
    select staging.*,
        row_number() over (
            partition by customer_id, scheme, segment, valid_from, valid_to order by ordinal desc) as place
    from staging
),
clash as (
    select one.ordinal, one.line, one.customer_id, one.scheme, min(other.line) as other_line
    from repeated as one
    join repeated as other on other.customer_id = one.customer_id and other.scheme = one.scheme
        and other.ordinal <> one.ordinal
        and other.valid_from < one.valid_to and one.valid_from < other.valid_to
    cross join load_context as load
    where 'valid_from' = any(load.present) and one.place = 1 and other.place = 1
    group by one.ordinal, one.line, one.customer_id, one.scheme
),
clashing_history as (
    select customer_id, scheme, min(line) as line from clash group by customer_id, scheme
)
insert into refused (ordinal, line, column_name, rule, other_line)
select clash.ordinal, clash.line, 'valid_from', 'history_overlaps', clash.other_line
from clash
union all
select staging.ordinal, staging.line, 'valid_from', 'history_incomplete', clashing_history.line
from staging
join clashing_history on clashing_history.customer_id = staging.customer_id and clashing_history.scheme = staging.scheme
where staging.ordinal not in (select ordinal from clash);

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.*, 'valid_from' = any(load.present) as is_history,
        row_number() over (
            partition by staging.customer_id, staging.scheme,
                case when 'valid_from' = any(load.present) then staging.valid_from end
            order by staging.ordinal desc
        ) as place
    from staging
    cross join load_context as load
),
newest_history as (
    select distinct on (record.customer_id, record.scheme) record.customer_id, record.scheme, load.load_id,
        load.observed_at, load.sha256
    from core.membership_record as record
    join version_load as load on load.load_id = record.load_id
    order by record.customer_id, record.scheme, load.observed_at desc, load.sha256 desc, load.load_id desc
)
select ranked.*, load.source, load.observed_at, load.load_id,
    case
        when ranked.place > 1 then 'duplicate'
        when (load.observed_at, load.sha256) < (history.observed_at, history.sha256) then 'stale'
        when known.customer_id is null then 'loaded'
        when known.segment <> ranked.segment or ranked.is_history and known.valid_to <> ranked.valid_to then 'updated'
        else 'unchanged'
    end as outcome
from ranked
cross join load_context as load
left join newest_history as history on history.customer_id = ranked.customer_id and history.scheme = ranked.scheme
left join lateral (
    select record.customer_id, record.segment, record.valid_to
    from core.membership_record as record
    where ranked.is_history and record.customer_id = ranked.customer_id and record.scheme = ranked.scheme
        and record.valid_from = ranked.valid_from and record.load_id = history.load_id
    union all
    select membership.customer_id, membership.segment, membership.valid_to
    from core.membership as membership
    where not ranked.is_history and membership.customer_id = ranked.customer_id and membership.scheme = ranked.scheme
        and membership.valid_from <= load.observed_at and load.observed_at < membership.valid_to
) as known on true;

-- step: histories
insert into core.membership_record (customer_id, scheme, valid_from, valid_to, segment, source, observed_at, load_id)
select customer_id, scheme, valid_from, valid_to, segment, source, observed_at, load_id
from incoming
where is_history and place = 1;

-- step: observations
insert into core.membership_observation (customer_id, scheme, observed_at, segment, source, load_id)
select customer_id, scheme, observed_at, segment, source, load_id
from incoming
where not is_history and place = 1;

-- step: deliveries
insert into core.membership_delivery (source, scheme, observed_at, is_history, load_id)
select distinct load.source, incoming.scheme, load.observed_at, incoming.is_history, load.load_id
from incoming
cross join load_context as load
where load.is_complete;

-- step: absent
-- A complete delivery also speaks of everybody else whom its source has named in its schemes.
with named as (
    select distinct customer_id, scheme from incoming
),
known as (
    select customer_id, scheme, source from core.membership_observation
    union
    select customer_id, scheme, source from core.membership_record
),
missing as (
    insert into incoming (customer_id, scheme, place, outcome)
    select known.customer_id, known.scheme, 1, 'absent'
    from known
    join load_context as load on load.source = known.source and load.is_complete
    left join named on named.customer_id = known.customer_id and named.scheme = known.scheme
    where named.customer_id is null and known.scheme in (select scheme from named)
    returning customer_id, scheme
)
select count(*)
from missing
join core.membership as membership
    on membership.customer_id = missing.customer_id and membership.scheme = missing.scheme
cross join load_context as load
where membership.valid_from <= load.observed_at and load.observed_at < membership.valid_to;

-- step: named memberships
insert into named_membership (customer_id, scheme)
select distinct customer_id, scheme from incoming
on conflict (customer_id, scheme) do nothing;

-- step: shared memberships

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.customer_id = loser.customer_id and winner.scheme = loser.scheme
    and (winner.valid_from = loser.valid_from or not loser.is_history)
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
