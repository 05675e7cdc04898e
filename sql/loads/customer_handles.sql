-- After customers changed: what they answer to, derived from core.customer.

-- step: handles
create temporary table handle_change on commit drop as
with entry as (
    select customer.customer_id, 'id' as rule, customer.customer_id as handle
    from core.customer as customer
    where not customer.is_absent
    union all
    select customer.customer_id, 'alias', alias
    from core.customer as customer
    cross join unnest(customer.aliases) as alias
    where not customer.is_absent
    union all
    select customer.customer_id, 'name', customer.name
    from core.customer as customer
    where not customer.is_absent and customer.name is not null
    union all
    select customer.customer_id, 'contact', email
    from core.customer as customer
    cross join unnest(customer.emails) as email
    where not customer.is_absent
    union all
    select customer.customer_id, 'domain', domain
    from core.customer as customer
    cross join unnest(customer.email_domains) as domain
    where not customer.is_absent
),
wanted as (
    select distinct customer_id, rule, lower(handle) as handle from entry
)
select coalesce(wanted.handle, known.handle) as handle, coalesce(wanted.rule, known.rule) as rule,
    coalesce(wanted.customer_id, known.customer_id) as customer_id, wanted.handle is not null as is_wanted
from wanted
full join core.customer_handle as known
    on known.handle = wanted.handle and known.rule = wanted.rule and known.customer_id = wanted.customer_id
where wanted.handle is null or known.handle is null;

-- step: handles lost
delete from core.customer_handle as known
using handle_change
where not handle_change.is_wanted and known.handle = handle_change.handle and known.rule = handle_change.rule
    and known.customer_id = handle_change.customer_id;

-- step: handles gained
insert into core.customer_handle (handle, rule, customer_id)
select handle, rule, customer_id from handle_change where is_wanted;
