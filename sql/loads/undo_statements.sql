-- What the loads in undone_load said about what changes over time goes; whom it was about is noted, so that histories are
-- derived again.

-- step: customer values
with gone as (
    delete from core.customer_value_observation as observed
    using undone_load
    where observed.load_id = undone_load.load_id
    returning observed.customer_id
)
insert into named_customer (customer_id)
select distinct customer_id from gone
on conflict (customer_id) do nothing;

-- step: people
with history as (
    delete from core.person_record as record
    using undone_load
    where record.load_id = undone_load.load_id
    returning record.person_id
),
snapshot as (
    delete from core.person_observation as observed
    using undone_load
    where observed.load_id = undone_load.load_id
    returning observed.person_id
)
insert into named_person (person_id)
select person_id from history
union
select person_id from snapshot
on conflict (person_id) do nothing;

-- step: memberships
-- A complete delivery also spoke of everybody else whom its source has named in its schemes.
with delivery as (
    delete from core.membership_delivery as delivery
    using undone_load
    where delivery.load_id = undone_load.load_id
    returning delivery.source, delivery.scheme
),
named as (
    select customer_id, scheme, source, load_id from core.membership_observation
    union
    select customer_id, scheme, source, load_id from core.membership_record
)
insert into named_membership (customer_id, scheme)
select distinct named.customer_id, named.scheme
from named
where named.load_id in (select load_id from undone_load)
    or (named.source, named.scheme) in (select source, scheme from delivery)
on conflict (customer_id, scheme) do nothing;

-- step: membership records
delete from core.membership_record as record
using undone_load
where record.load_id = undone_load.load_id;

-- step: membership observations
delete from core.membership_observation as observed
using undone_load
where observed.load_id = undone_load.load_id;

-- step: complete deliveries
update ops.source as source
set complete_at = coalesce(
    (
        select max(load.observed_at)
        from ops.load as load
        where load.kind = source.kind and load.source = source.source and load.status = 'loaded'
            and load.undone_at is null and load.replay_of is null and load.is_complete and load.rejected_count = 0
            and load.load_id not in (select load_id from undone_load)
    ),
    '-infinity')
from load_context as context
where source.kind = context.kind and source.source = context.source
    and source.complete_at in (
        select load.observed_at from ops.load as load join undone_load on undone_load.load_id = load.load_id);

-- step: sources
delete from ops.source as source
using load_context as context
where source.kind = context.kind and source.source = context.source
    and not exists (
        select
        from ops.load as load
        where load.kind = source.kind and load.source = source.source and load.status = 'loaded'
            and load.undone_at is null and load.load_id not in (select load_id from undone_load));

-- step: touched
-- How many records were rejected counts in the week of the load.
insert into touched (from_at, through_at)
select load.finished_at, load.finished_at
from ops.load as load
join undone_load on undone_load.load_id = load.load_id;
