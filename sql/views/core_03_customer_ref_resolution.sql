-- Whom each reference means today: the first rule that knows it decides (id, alias, contact, domain from the most
-- specific one outward); where two customers share it there, it means neither.
create or replace function core.customer_ref_resolution(wanted bigint[])
returns table (customer_ref_id bigint, customer_id text, rule text)
language sql stable
as $$
with wanted_ref as (
    select customer_ref.customer_ref_id, customer_ref.ref
    from core.customer_ref as customer_ref
    where wanted is null or customer_ref.customer_ref_id = any(wanted)
),
foreign_ref as (
    select wanted_ref.customer_ref_id, wanted_ref.ref
    from wanted_ref
    where not exists (
        select 1
        from core.enclosing_domain(wanted_ref.ref) as enclosing
        join core.own_domain as own on own.domain = enclosing.domain
    )
),
by_name as (
    select foreign_ref.customer_ref_id, handle.customer_id, handle.rule,
        case handle.rule when 'id' then 1 when 'alias' then 2 else 3 end as rank
    from foreign_ref
    join core.customer_handle as handle on handle.handle = foreign_ref.ref and handle.rule <> 'domain'
),
by_domain as (
    select foreign_ref.customer_ref_id, handle.customer_id, handle.rule, 4 + enclosing.depth as rank
    from foreign_ref
    cross join lateral core.enclosing_domain(foreign_ref.ref) as enclosing
    join core.customer_handle as handle on handle.handle = enclosing.domain and handle.rule = 'domain'
    where not exists (
        select 1
        from core.enclosing_domain(foreign_ref.ref) as outer_domain
        where core.is_public_mail_domain(outer_domain.domain)
    )
),
candidate as (
    select named.customer_ref_id, named.rank, min(named.rule) as rule,
        case when count(distinct named.customer_id) = 1 then min(named.customer_id) end as customer_id
    from (select * from by_name union all select * from by_domain) as named
    group by named.customer_ref_id, named.rank
),
deciding as (
    select distinct on (candidate.customer_ref_id) candidate.customer_ref_id, candidate.rule, candidate.customer_id
    from candidate
    order by candidate.customer_ref_id, candidate.rank
)
select wanted_ref.customer_ref_id, deciding.customer_id,
    case when deciding.customer_id is not null then deciding.rule end as rule
from wanted_ref
left join deciding on deciding.customer_ref_id = wanted_ref.customer_ref_id
$$;
comment on function core.customer_ref_resolution(bigint[]) is
    'What core.customer_ref should say of the wanted references (null: of all), derived from core.customer_handle.';
