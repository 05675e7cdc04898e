-- The customers that each reference may mean, by the rules in order: id, alias, name, contact, domain
-- from the most specific one outward; of a list of addresses each has its place. Addresses at our own
-- domains mean nobody, and public mail providers tell nothing about the customer.
create or replace function core.customer_ref_candidate(wanted bigint[])
returns table (customer_ref_id bigint, customer_id text, rule text, place bigint, rank integer)
language sql stable
begin atomic
with wanted_ref as (
    select customer_ref.customer_ref_id, listed.candidate as ref, listed.place,
        coalesce(customer_ref.host, listed.candidate) as domain
    from core.customer_ref as customer_ref
    cross join lateral core.candidate_reference(customer_ref.ref) as listed
    where wanted is null
        or customer_ref.customer_ref_id in (select unnest(wanted))
),
ref_domain as materialized (
    select wanted_ref.customer_ref_id, wanted_ref.place, enclosing.domain, enclosing.depth
    from wanted_ref
    cross join lateral core.enclosing_domain(wanted_ref.domain) as enclosing
),
own_ref as (
    select distinct ref_domain.customer_ref_id, ref_domain.place
    from ref_domain
    join core.own_domain as own on own.domain = ref_domain.domain
),
public_domain as materialized (
    select named.domain
    from (select distinct ref_domain.domain from ref_domain) as named
    where core.is_public_mail_domain(named.domain)
),
public_ref as (
    select distinct ref_domain.customer_ref_id, ref_domain.place
    from ref_domain
    join public_domain on public_domain.domain = ref_domain.domain
),
candidate as (
    select wanted_ref.customer_ref_id, wanted_ref.place, handle.customer_id, handle.rule,
        case handle.rule when 'id' then 1 when 'alias' then 2 when 'name' then 3 else 4 end as rank
    from wanted_ref
    join core.customer_handle as handle
        on handle.handle = wanted_ref.ref and handle.rule <> 'domain'
    union all
    select ref_domain.customer_ref_id, ref_domain.place, handle.customer_id, handle.rule,
        5 + ref_domain.depth
    from ref_domain
    join core.customer_handle as handle
        on handle.handle = ref_domain.domain and handle.rule = 'domain'
    left join public_ref
        on public_ref.customer_ref_id = ref_domain.customer_ref_id
        and public_ref.place = ref_domain.place
    where public_ref.customer_ref_id is null
)
select candidate.customer_ref_id, candidate.customer_id, candidate.rule, candidate.place,
    candidate.rank
from candidate
left join own_ref
    on own_ref.customer_ref_id = candidate.customer_ref_id and own_ref.place = candidate.place
where own_ref.customer_ref_id is null;
end;
comment on function core.customer_ref_candidate(bigint[]) is
    'One row a wanted reference (null: all), rule that knows it and customer; the least rank decides.';
