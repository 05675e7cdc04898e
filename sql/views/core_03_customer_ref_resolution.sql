-- Whom each reference means today: the first rule that knows it decides (id, alias, contact, domain from the most
-- specific one outward); where two customers share it there, it means neither.
create or replace view core.customer_ref_resolution as
with foreign_ref as (
    select customer_ref.customer_ref_id, customer_ref.ref
    from core.customer_ref as customer_ref
    where not exists (
        select 1
        from core.enclosing_domain(customer_ref.ref) as enclosing
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
    select customer_ref_id, rank, min(rule) as rule,
        case when count(distinct customer_id) = 1 then min(customer_id) end as customer_id
    from (select * from by_name union all select * from by_domain) as named
    group by customer_ref_id, rank
),
deciding as (
    select distinct on (customer_ref_id) customer_ref_id, rule, customer_id
    from candidate
    order by customer_ref_id, rank
)
select customer_ref.customer_ref_id, deciding.customer_id,
    case when deciding.customer_id is not null then deciding.rule end as rule
from core.customer_ref as customer_ref
left join deciding on deciding.customer_ref_id = customer_ref.customer_ref_id;
comment on view core.customer_ref_resolution is 'What core.customer_ref should say, derived from core.customer_handle.';
