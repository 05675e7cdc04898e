-- After statements about segments changed: the histories of the customers and schemes in named_membership, derived from
-- them.

-- step: derived
create temporary table derived_membership on commit drop as
with named as (
    select customer_id, scheme from named_membership
),
newest_history as (
    select distinct on (record.customer_id, record.scheme) record.customer_id, record.scheme, load.load_id, load.sha256
    from core.membership_record as record
    join named on named.customer_id = record.customer_id and named.scheme = record.scheme
    join version_load as load on load.load_id = record.load_id
    order by record.customer_id, record.scheme, load.observed_at desc, load.sha256 desc, load.load_id desc
),
record as (
    select record.customer_id, record.scheme, record.valid_from, record.valid_to, record.segment, record.observed_at,
        newest.sha256, record.source
    from core.membership_record as record
    join newest_history as newest on newest.customer_id = record.customer_id and newest.scheme = record.scheme
        and newest.load_id = record.load_id
),
snapshot as (
    select distinct on (observed.customer_id, observed.scheme, observed.observed_at) observed.customer_id,
        observed.scheme, observed.observed_at, load.sha256, observed.segment, observed.source
    from core.membership_observation as observed
    join named on named.customer_id = observed.customer_id and named.scheme = observed.scheme
    join version_load as load on load.load_id = observed.load_id
    order by observed.customer_id, observed.scheme, observed.observed_at, load.sha256 desc, load.load_id desc
),
-- What was said of a customer, and the complete deliveries that perhaps did not mention the customer.
statement as (
    select customer_id, scheme, observed_at, sha256, source, true as is_said, false as is_history from snapshot
    union
    select customer_id, scheme, observed_at, sha256, source, true, true from record
    union all
    select named.customer_id, named.scheme, delivery.observed_at, load.sha256, delivery.source, false, delivery.is_history
    from named
    join core.membership_delivery as delivery on delivery.scheme = named.scheme
    join version_load as load on load.load_id = delivery.load_id
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
    select customer_id, scheme, observed_at, sha256, is_history
    from attributed
    where not is_said and source = said_by and observed_at > said_at
),
withdrawn as (
    select distinct on (customer_id, scheme) customer_id, scheme, observed_at, sha256
    from missing
    where is_history
    order by customer_id, scheme, observed_at desc, sha256 desc
),
history as (
    select record.customer_id, record.scheme, record.valid_from, record.valid_to, record.segment
    from record
    left join withdrawn on withdrawn.customer_id = record.customer_id and withdrawn.scheme = record.scheme
    where withdrawn.observed_at is null or record.observed_at > withdrawn.observed_at
),
correction as (
    select distinct on (customer_id, scheme) customer_id, scheme, observed_at, sha256
    from (
        select customer_id, scheme, observed_at, sha256 from record
        union all
        select customer_id, scheme, observed_at, sha256 from withdrawn
    ) as whole
    order by customer_id, scheme, observed_at desc, sha256 desc
),
-- Snapshots older than the newest whole history are part of what it corrected.
observation as (
    select observed.customer_id, observed.scheme, observed.observed_at, observed.segment,
        correction.observed_at is not null as has_history,
        history.segment as history_segment,
        count(observed.segment) over (
            partition by observed.customer_id, observed.scheme order by observed.observed_at) as known_so_far
    from (
        select customer_id, scheme, observed_at, sha256, segment from snapshot
        union all
        select customer_id, scheme, observed_at, sha256, null from missing where not is_history
    ) as observed
    left join correction on correction.customer_id = observed.customer_id and correction.scheme = observed.scheme
    left join history on history.customer_id = observed.customer_id and history.scheme = observed.scheme
        and history.valid_from <= observed.observed_at and observed.observed_at < history.valid_to
    where correction.observed_at is null
        or (observed.observed_at, observed.sha256) > (correction.observed_at, correction.sha256)
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
from derived_membership as derived
full join (
    select membership.* from core.membership as membership
    join named_membership as named
        on named.customer_id = membership.customer_id and named.scheme = membership.scheme
) as known on known.customer_id = derived.customer_id and known.scheme = derived.scheme
    and known.valid_from = derived.valid_from
where row(derived.segment, derived.valid_to) is distinct from row(known.segment, known.valid_to);

-- step: memberships replaced
delete from core.membership as known
using named_membership as named
where known.customer_id = named.customer_id and known.scheme = named.scheme;

-- step: memberships
insert into core.membership (customer_id, scheme, segment, valid_from, valid_to)
select customer_id, scheme, segment, valid_from, valid_to from derived_membership;
