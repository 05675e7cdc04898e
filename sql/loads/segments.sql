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

-- step: overlaps
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
    select record.customer_id, record.scheme, max(record.observed_at) as observed_at
    from core.membership_record as record
    group by record.customer_id, record.scheme
)
select ranked.*, load.source, load.observed_at, load.load_id, history.observed_at as history_observed_at,
    case
        when ranked.place > 1 then 'duplicate'
        when load.observed_at < history.observed_at then 'stale'
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
        and record.valid_from = ranked.valid_from
    union all
    select membership.customer_id, membership.segment, membership.valid_to
    from core.membership as membership
    where not ranked.is_history and membership.customer_id = ranked.customer_id and membership.scheme = ranked.scheme
        and membership.valid_from <= load.observed_at and load.observed_at < membership.valid_to
) as known on true;

-- step: histories replaced
delete from core.membership_record as known
using incoming
where incoming.is_history and incoming.outcome <> 'stale'
    and known.customer_id = incoming.customer_id and known.scheme = incoming.scheme;

-- step: histories
insert into core.membership_record (customer_id, scheme, valid_from, valid_to, segment, source, observed_at, load_id)
select customer_id, scheme, valid_from, valid_to, segment, source, observed_at, load_id
from incoming
where is_history and place = 1 and outcome <> 'stale';

-- step: observations
insert into core.membership_observation as known (customer_id, scheme, observed_at, segment, source, load_id)
select customer_id, scheme, observed_at, segment, source, load_id
from incoming
where not is_history and place = 1
on conflict (customer_id, scheme, observed_at) do update set
    segment = excluded.segment,
    source = excluded.source,
    load_id = excluded.load_id
where (known.segment, known.source) is distinct from (excluded.segment, excluded.source);

-- step: deliveries
insert into core.membership_delivery as known (source, scheme, observed_at, is_history, load_id)
select distinct load.source, incoming.scheme, load.observed_at, incoming.is_history, load.load_id
from incoming
cross join load_context as load
where load.is_complete
on conflict (source, scheme, observed_at) do update set
    is_history = excluded.is_history,
    load_id = excluded.load_id;

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

-- step: derived
create temporary table derived on commit drop as
with named as (
    select distinct customer_id, scheme from incoming
),
record as (
    select record.customer_id, record.scheme, record.valid_from, record.valid_to, record.segment, record.observed_at,
        record.source
    from core.membership_record as record
    join named on named.customer_id = record.customer_id and named.scheme = record.scheme
),
snapshot as (
    select observed.customer_id, observed.scheme, observed.observed_at, observed.segment, observed.source
    from core.membership_observation as observed
    join named on named.customer_id = observed.customer_id and named.scheme = observed.scheme
),
-- What was said of a customer, and the complete deliveries that perhaps did not mention the customer.
statement as (
    select customer_id, scheme, observed_at, source, true as is_said, false as is_history from snapshot
    union
    select customer_id, scheme, observed_at, source, true, true from record
    union all
    select named.customer_id, named.scheme, delivery.observed_at, delivery.source, false, delivery.is_history
    from named
    join core.membership_delivery as delivery on delivery.scheme = named.scheme
),
counted as (
    select statement.*,
        count(*) filter (where is_said) over (
            partition by customer_id, scheme order by observed_at, is_said desc) as said_so_far
    from statement
),
attributed as (
    select counted.*,
        first_value(source) over one_saying as said_by,
        first_value(observed_at) over one_saying as said_at
    from counted
    where said_so_far > 0
    window one_saying as (partition by customer_id, scheme, said_so_far order by observed_at, is_said desc)
),
-- A delivery speaks of whom its own source was the last to name.
missing as (
    select customer_id, scheme, observed_at, is_history
    from attributed
    where not is_said and source = said_by and observed_at > said_at
),
withdrawn as (
    select customer_id, scheme, max(observed_at) as observed_at
    from missing
    where is_history
    group by customer_id, scheme
),
history as (
    select record.customer_id, record.scheme, record.valid_from, record.valid_to, record.segment
    from record
    left join withdrawn on withdrawn.customer_id = record.customer_id and withdrawn.scheme = record.scheme
    where withdrawn.observed_at is null or record.observed_at > withdrawn.observed_at
),
correction as (
    select customer_id, scheme, max(observed_at) as observed_at
    from (
        select customer_id, scheme, observed_at from record
        union all
        select customer_id, scheme, observed_at from withdrawn
    ) as whole
    group by customer_id, scheme
),
-- Snapshots older than the newest whole history are part of what it corrected.
observation as (
    select observed.customer_id, observed.scheme, observed.observed_at, observed.segment,
        correction.observed_at is not null as has_history,
        history.segment as history_segment,
        count(observed.segment) over (
            partition by observed.customer_id, observed.scheme order by observed.observed_at) as known_so_far
    from (
        select customer_id, scheme, observed_at, segment from snapshot
        union all
        select customer_id, scheme, observed_at, null from missing where not is_history
    ) as observed
    left join correction on correction.customer_id = observed.customer_id and correction.scheme = observed.scheme
    left join history on history.customer_id = observed.customer_id and history.scheme = observed.scheme
        and history.valid_from <= observed.observed_at and observed.observed_at < history.valid_to
    where correction.observed_at is null or observed.observed_at > correction.observed_at
),
-- From the first snapshot that disagrees with the history, snapshots alone decide.
disagreement as (
    select customer_id, scheme, min(observed_at) as starts_at
    from observation
    where has_history and segment is distinct from history_segment
    group by customer_id, scheme
),
deciding as (
    select observation.customer_id, observation.scheme, observation.observed_at, observation.segment,
        observation.has_history,
        row_number() over one_history as position,
        observation.segment is distinct from lag(observation.segment) over one_history as is_change
    from observation
    left join disagreement
        on disagreement.customer_id = observation.customer_id and disagreement.scheme = observation.scheme
    where case when observation.has_history then observation.observed_at >= disagreement.starts_at
        else observation.known_so_far > 0 end
    window one_history as (partition by observation.customer_id, observation.scheme order by observation.observed_at)
),
observed_span as (
    select customer_id, scheme, segment,
        case when position = 1 and not has_history then '-infinity' else observed_at end as valid_from,
        lead(observed_at, 1, 'infinity') over (partition by customer_id, scheme order by observed_at) as valid_to
    from deciding
    where is_change or position = 1
)
select customer_id, scheme, segment, valid_from, valid_to
from observed_span
where segment is not null
union all
select history.customer_id, history.scheme, history.segment, history.valid_from,
    least(history.valid_to, disagreement.starts_at)
from history
left join disagreement on disagreement.customer_id = history.customer_id and disagreement.scheme = history.scheme
where history.valid_from < coalesce(disagreement.starts_at, 'infinity');

-- step: touched
insert into touched (from_at, through_at)
-- Who only left a segment at another instant was in it until the earlier one all the same.
select
    case when derived.segment = known.segment then least(derived.valid_to, known.valid_to)
        else least(derived.valid_from, known.valid_from) end,
    'infinity'
from derived
full join (
    select membership.* from core.membership as membership
    join (select distinct customer_id, scheme from incoming) as named
        on named.customer_id = membership.customer_id and named.scheme = membership.scheme
) as known on known.customer_id = derived.customer_id and known.scheme = derived.scheme
    and known.valid_from = derived.valid_from
where row(derived.segment, derived.valid_to) is distinct from row(known.segment, known.valid_to);

-- step: memberships replaced
delete from core.membership as known
using (select distinct customer_id, scheme from incoming) as named
where known.customer_id = named.customer_id and known.scheme = named.scheme;

-- step: memberships
insert into core.membership (customer_id, scheme, segment, valid_from, valid_to)
select customer_id, scheme, segment, valid_from, valid_to from derived;
