-- Why references to customers resolve to none: the first reason that applies, with the customers
-- they may mean.
create or replace view core.unmatched_customer_ref as
with
unresolved as materialized (
    select customer_ref.customer_ref_id, customer_ref.ref, customer_ref.host
    from core.customer_ref
    where customer_ref.customer_id is null
),
-- Of a list of addresses all have to be ours, and one at a public mail provider.
address as (
    select
        unresolved.customer_ref_id,
        listed.place,
        bool_or(own.domain is not null) as is_own,
        bool_or(core.is_public_mail_domain(enclosing.domain)) as is_public
    from unresolved
    cross join lateral core.candidate_reference(unresolved.ref) as listed
    cross join lateral core.enclosing_domain(
        coalesce(unresolved.host, listed.candidate)) as enclosing
    left join core.own_domain as own on own.domain = enclosing.domain
    group by unresolved.customer_ref_id, listed.place
),
ref_domain as (
    select
        address.customer_ref_id,
        bool_and(address.is_own) as is_own,
        bool_or(address.is_public) as is_public
    from address
    group by address.customer_ref_id
),
-- Whatever has a candidate and does not resolve is shared under the first rule that knows it, or
-- waits to resolve again.
shared as (
    select distinct on (candidate.customer_ref_id)
        candidate.customer_ref_id,
        array_agg(distinct candidate.customer_id order by candidate.customer_id) as candidates
    from core.customer_ref_candidate(
        array(select unresolved.customer_ref_id from unresolved)) as candidate
    group by candidate.customer_ref_id, candidate.place, candidate.rank
    order by candidate.customer_ref_id, candidate.place, candidate.rank
),
absent_handle as (
    select customer.customer_id, unnest(
        customer.aliases || customer.emails || array[customer.customer_id, customer.name]) as handle
    from core.customer
    where customer.is_absent
),
absent as (
    select unresolved.customer_ref_id, array_agg(distinct absent_handle.customer_id) as candidates
    from unresolved
    join absent_handle on lower(absent_handle.handle) = unresolved.ref
    group by unresolved.customer_ref_id
),
known_name as (
    select core.loose_name(handle.handle) as loose_name,
        array_agg(distinct handle.customer_id order by handle.customer_id) as candidates
    from core.customer_handle as handle
    where handle.rule in ('id', 'alias', 'name')
    group by core.loose_name(handle.handle)
),
lookalike as (
    select unresolved.customer_ref_id, known_name.candidates
    from unresolved
    join known_name on known_name.loose_name = core.loose_name(unresolved.ref)
)
select
    unresolved.customer_ref_id,
    unresolved.ref,
    case
        when ref_domain.is_own then 'own_domain'
        when not exists (select from core.customer) then 'none_loaded'
        when cardinality(shared.candidates) = 1 then 'pending'
        when shared.candidates is not null then 'shared'
        when absent.candidates is not null then 'absent'
        when ref_domain.is_public then 'public_mail_domain'
        when lookalike.candidates is not null then 'similar_name'
        when unresolved.ref ~ '^[+-]?\d+[.,]\d+(e[+-]?\d+)?$' then 'number'
        when ref_domain.customer_ref_id is not null then 'unknown_domain'
        when position('@' in unresolved.ref) > 0 then 'address_in_text'
        when unresolved.ref ~ '\d' and unresolved.ref !~ '\s' then 'unknown_id'
        else 'unknown_name'
    end as reason,
    case
        when ref_domain.is_own then null
        else coalesce(
            shared.candidates, absent.candidates,
            case when not coalesce(ref_domain.is_public, false) then lookalike.candidates end)
    end as candidates
from unresolved
left join ref_domain on ref_domain.customer_ref_id = unresolved.customer_ref_id
left join shared on shared.customer_ref_id = unresolved.customer_ref_id
left join absent on absent.customer_ref_id = unresolved.customer_ref_id
left join lookalike on lookalike.customer_ref_id = unresolved.customer_ref_id;
comment on view core.unmatched_customer_ref is
    'One row a reference that resolves to no customer, with the likely reason and whom it may mean.';
