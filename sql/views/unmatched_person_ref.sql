-- Why references to one of us resolve to nobody: the first reason that applies, with the people or
-- customers they may mean.
create or replace view core.unmatched_person_ref as
with
unresolved as materialized (
    select person_ref.person_ref_id, person_ref.ref
    from core.person_ref
    where person_ref.person_id is null
),
shared as (
    select distinct on (unresolved.person_ref_id)
        unresolved.person_ref_id,
        array_agg(distinct person.email order by person.email) as candidates
    from unresolved
    join core.person_handle as handle on handle.handle = unresolved.ref
    join core.person on person.person_id = handle.person_id
    group by unresolved.person_ref_id, handle.rule
    order by unresolved.person_ref_id, handle.rule = 'email' desc
),
absent as (
    select unresolved.person_ref_id, array[person.email] as candidates
    from unresolved
    join core.person on person.email = unresolved.ref and person.is_absent
),
named as (
    select unresolved.person_ref_id,
        array_agg(distinct person.email order by person.email) as candidates
    from unresolved
    join core.person_history as history
        on core.loose_name(history.name) = core.loose_name(unresolved.ref)
    join core.person on person.person_id = history.person_id and not person.is_absent
    group by unresolved.person_ref_id
),
ref_domain as (
    select
        unresolved.person_ref_id,
        bool_or(own.domain is not null) as is_own
    from unresolved
    cross join lateral core.enclosing_domain(unresolved.ref) as enclosing
    left join core.own_domain as own on own.domain = enclosing.domain
    where position('@' in unresolved.ref) > 0
    group by unresolved.person_ref_id
),
guest_handle as (
    select unresolved.person_ref_id, handle.customer_id
    from unresolved
    join core.customer_handle as handle
        on handle.handle = unresolved.ref and handle.rule = 'contact'
    union
    select unresolved.person_ref_id, handle.customer_id
    from unresolved
    cross join lateral core.enclosing_domain(unresolved.ref) as enclosing
    join core.customer_handle as handle
        on handle.handle = enclosing.domain and handle.rule = 'domain'
    where position('@' in unresolved.ref) > 0
),
guest as (
    select guest_handle.person_ref_id,
        array_agg(guest_handle.customer_id order by guest_handle.customer_id) as candidates
    from guest_handle
    group by guest_handle.person_ref_id
),
namesake as (
    select unresolved.person_ref_id,
        array_agg(distinct person.email order by person.email) as candidates
    from unresolved
    join core.person
        on split_part(person.email, '@', 1) = split_part(unresolved.ref, '@', 1)
        and not person.is_absent
    where position('@' in unresolved.ref) > 1
    group by unresolved.person_ref_id
)
select
    unresolved.person_ref_id,
    unresolved.ref,
    case
        when not exists (select from core.person) then 'none_loaded'
        when cardinality(shared.candidates) = 1 then 'pending'
        when shared.candidates is not null then 'shared'
        when absent.candidates is not null then 'absent'
        when named.candidates is not null then 'similar_name'
        when ref_domain.is_own and namesake.candidates is not null then 'other_address'
        when ref_domain.is_own then 'not_registered'
        when guest.candidates is not null then 'customer_address'
        when namesake.candidates is not null then 'other_address'
        when ref_domain.person_ref_id is not null then 'unknown_address'
        when unresolved.ref ~ '^[+-]?\d+[.,]\d+(e[+-]?\d+)?$' then 'number'
        when position('@' in unresolved.ref) > 0 then 'address_in_text'
        when unresolved.ref ~ '\d' and unresolved.ref !~ '\s' then 'unknown_id'
        else 'unknown_name'
    end as reason,
    coalesce(
        shared.candidates, absent.candidates, named.candidates,
        case when ref_domain.is_own then namesake.candidates
            else coalesce(guest.candidates, namesake.candidates) end) as candidates
from unresolved
left join shared on shared.person_ref_id = unresolved.person_ref_id
left join absent on absent.person_ref_id = unresolved.person_ref_id
left join named on named.person_ref_id = unresolved.person_ref_id
left join ref_domain on ref_domain.person_ref_id = unresolved.person_ref_id
left join guest on guest.person_ref_id = unresolved.person_ref_id
left join namesake on namesake.person_ref_id = unresolved.person_ref_id;
comment on view core.unmatched_person_ref is
    'One row a reference that resolves to none of us, with the likely reason and whom it may mean.';
