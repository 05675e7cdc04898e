-- Whom each reference means today: the first rule that knows it decides (id, alias, contact, domain from the most
-- specific one outward); where two customers share it there, it means neither. A list of addresses means whom the first
-- of them means that means somebody.
create or replace function core.customer_ref_resolution(wanted bigint[])
returns table (customer_ref_id bigint, customer_id text, rule text)
language sql stable
begin atomic
with wanted_ref as (
    select customer_ref.customer_ref_id, listed.candidate as ref, listed.place
    from core.customer_ref as customer_ref
    cross join lateral core.candidate_reference(customer_ref.ref) as listed
    where wanted is null
        or customer_ref.customer_ref_id in (select unnest(wanted))
),
ref_domain as materialized (
    select wanted_ref.customer_ref_id, wanted_ref.place, enclosing.domain, enclosing.depth
    from wanted_ref
    cross join lateral core.enclosing_domain(wanted_ref.ref) as enclosing
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
        case handle.rule when 'id' then 1 when 'alias' then 2 else 3 end as rank
    from wanted_ref
    join core.customer_handle as handle on handle.handle = wanted_ref.ref and handle.rule <> 'domain'
    union all
    select ref_domain.customer_ref_id, ref_domain.place, handle.customer_id, handle.rule, 4 + ref_domain.depth
    from ref_domain
    join core.customer_handle as handle on handle.handle = ref_domain.domain and handle.rule = 'domain'
    left join public_ref
        on public_ref.customer_ref_id = ref_domain.customer_ref_id and public_ref.place = ref_domain.place
    where public_ref.customer_ref_id is null
),
ranked as (
    select candidate.customer_ref_id, candidate.place, candidate.rank, min(candidate.rule) as rule,
        case when count(distinct candidate.customer_id) = 1 then min(candidate.customer_id) end as customer_id
    from candidate
    left join own_ref on own_ref.customer_ref_id = candidate.customer_ref_id and own_ref.place = candidate.place
    where own_ref.customer_ref_id is null
    group by candidate.customer_ref_id, candidate.place, candidate.rank
),
decided as (
    select distinct on (ranked.customer_ref_id, ranked.place) ranked.customer_ref_id, ranked.place, ranked.rule,
        ranked.customer_id
    from ranked
    order by ranked.customer_ref_id, ranked.place, ranked.rank
),
deciding as (
    select distinct on (decided.customer_ref_id) decided.customer_ref_id, decided.rule, decided.customer_id
    from decided
    where decided.customer_id is not null
    order by decided.customer_ref_id, decided.place
)
select wanted_ref.customer_ref_id, deciding.customer_id, deciding.rule
from wanted_ref
left join deciding on deciding.customer_ref_id = wanted_ref.customer_ref_id
where wanted_ref.place = 1;
end;
comment on function core.customer_ref_resolution(bigint[]) is
    'What core.customer_ref should say of the wanted references (null: of all), derived from core.customer_handle.';
