-- Customers: staging → core.customer, its value history, its handles; every reference is resolved anew.

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    customer_id text not null,
    name text,
    aliases text[],
    emails text[],
    email_domains text[],
    annual_value numeric,
    currency text,
    customer_since timestamptz,
    churned_at timestamptz,
    country text,
    extra jsonb
) on commit drop;

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.*,
        row_number() over (partition by staging.customer_id order by staging.ordinal desc) as place
    from staging
),
-- A column that the file does not have keeps what is known.
merged as (
    select ranked.ordinal, ranked.line, ranked.place, load.source, ranked.customer_id, load.observed_at, load.load_id,
        ranked.annual_value, ranked.currency,
        known.customer_id is not null as is_known,
        known.observed_at as known_observed_at, known.last_seen_at as known_last_seen_at, known.load_id as known_load_id,
        known.customer_since as known_customer_since, known.churned_at as known_churned_at,
        known.is_absent as known_is_absent,
        row(known.aliases, known.emails, known.email_domains) as known_handles,
        row(known.name, known.customer_since, known.churned_at, known.country, known.extra, known.is_absent) as known_rest,
        in_force.customer_id is not null as has_value,
        row(in_force.annual_value, in_force.currency) as known_value,
        case when 'name' = any(load.present) then ranked.name else known.name end as name,
        case when 'aliases' = any(load.present) then ranked.aliases else known.aliases end as aliases,
        case when 'emails' = any(load.present) then ranked.emails else known.emails end as emails,
        case when 'email_domains' = any(load.present) then ranked.email_domains else known.email_domains end as email_domains,
        case when 'customer_since' = any(load.present) then ranked.customer_since else known.customer_since end
            as customer_since,
        case when 'churned_at' = any(load.present) then ranked.churned_at else known.churned_at end as churned_at,
        case when 'country' = any(load.present) then ranked.country else known.country end as country,
        case when 'extra' = any(load.present) then ranked.extra else known.extra end as extra,
        'annual_value' = any(load.present) as shows_value
    from ranked
    cross join load_context as load
    left join core.customer as known on known.customer_id = ranked.customer_id
    left join core.customer_value as in_force on in_force.customer_id = ranked.customer_id
        and in_force.valid_from <= load.observed_at and load.observed_at < in_force.valid_to
)
select ordinal, line, place, source, customer_id, observed_at, load_id, annual_value, currency, is_known,
    known_observed_at, known_last_seen_at, known_load_id, known_customer_since, known_churned_at, known_is_absent,
    has_value, name, aliases, emails, email_domains, customer_since, churned_at, country, extra, shows_value,
    case
        when place > 1 then 'duplicate'
        when not is_known then 'loaded'
        when observed_at < known_observed_at then 'stale'
        when row(aliases, emails, email_domains) is distinct from known_handles
            or row(name, customer_since, churned_at, country, extra, false) is distinct from known_rest
            or shows_value and row(annual_value, currency) is distinct from known_value
                and (has_value or annual_value is not null) then 'updated'
        else 'unchanged'
    end as outcome
from merged;

-- step: statistics
analyze incoming;

-- step: facts
insert into core.customer as known (
    customer_id, name, aliases, emails, email_domains, customer_since, churned_at, country, extra, source, observed_at,
    last_seen_at, is_absent, load_id
)
select customer_id, name, aliases, emails, email_domains, customer_since, churned_at, country, extra, source, observed_at,
    greatest(known_last_seen_at, observed_at), false,
    case when outcome = 'unchanged' then known_load_id else load_id end
from incoming
where outcome in ('loaded', 'updated')
    or outcome = 'unchanged' and observed_at > known_observed_at
on conflict (customer_id) do update set
    name = excluded.name,
    aliases = excluded.aliases,
    emails = excluded.emails,
    email_domains = excluded.email_domains,
    customer_since = excluded.customer_since,
    churned_at = excluded.churned_at,
    country = excluded.country,
    extra = excluded.extra,
    source = excluded.source,
    observed_at = excluded.observed_at,
    last_seen_at = excluded.last_seen_at,
    is_absent = excluded.is_absent,
    load_id = excluded.load_id;

-- step: seen
update core.customer as known
set last_seen_at = load.observed_at
from incoming
cross join load_context as load
where incoming.place = 1 and known.last_seen_at < load.observed_at
    and known.customer_id = incoming.customer_id;

-- step: absent
with changed as (
    update core.customer as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.customer_id, known.customer_since, known.churned_at, known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select coalesce(customer_since, '-infinity'), coalesce(churned_at, 'infinity') from changed
)
select count(*) from changed where is_absent;

-- step: value observations
insert into core.customer_value_observation as known (customer_id, observed_at, annual_value, currency, load_id)
select customer_id, observed_at, annual_value, currency, load_id
from incoming
where place = 1 and shows_value
on conflict (customer_id, observed_at) do update set
    annual_value = excluded.annual_value,
    currency = excluded.currency,
    load_id = excluded.load_id
where (known.annual_value, known.currency) is distinct from (excluded.annual_value, excluded.currency);

-- step: value history
create temporary table value_history on commit drop as
with observation as (
    select observed.customer_id, observed.observed_at, observed.annual_value, observed.currency,
        count(observed.annual_value) over (partition by observed.customer_id order by observed.observed_at) as known_so_far
    from core.customer_value_observation as observed
    join incoming on incoming.customer_id = observed.customer_id and incoming.place = 1
),
change as (
    select customer_id, observed_at, annual_value, currency,
        row_number() over one_customer as position,
        row(annual_value, currency) is distinct from row(
            lag(annual_value) over one_customer, lag(currency) over one_customer) as is_change
    from observation
    where known_so_far > 0
    window one_customer as (partition by customer_id order by observed_at)
)
select customer_id, annual_value, currency,
    case when position = 1 then '-infinity' else observed_at end as valid_from,
    lead(observed_at, 1, 'infinity') over (partition by customer_id order by observed_at) as valid_to
from change
where is_change or position = 1;

-- step: value touched
insert into touched (from_at, through_at)
-- A value that only ended at another instant was the same until the earlier one.
select
    case when row(derived.annual_value, derived.currency) is not distinct from row(known.annual_value, known.currency)
            and derived.customer_id is not null and known.customer_id is not null
        then least(derived.valid_to, known.valid_to)
        else least(derived.valid_from, known.valid_from)
    end,
    'infinity'
from value_history as derived
full join (
    select value.* from core.customer_value as value
    join incoming on incoming.customer_id = value.customer_id and incoming.place = 1
) as known on known.customer_id = derived.customer_id and known.valid_from = derived.valid_from
where row(derived.valid_to, derived.annual_value, derived.currency)
    is distinct from row(known.valid_to, known.annual_value, known.currency);

-- step: values replaced
delete from core.customer_value as known
using incoming
where incoming.place = 1 and known.customer_id = incoming.customer_id;

-- step: values
insert into core.customer_value (customer_id, valid_from, valid_to, annual_value, currency)
select customer_id, valid_from, valid_to, annual_value, currency from value_history;

-- step: touched
insert into touched (from_at, through_at)
select
    case
        when not is_known or known_is_absent then coalesce(customer_since, '-infinity')
        when customer_since is distinct from known_customer_since
            then least(coalesce(customer_since, '-infinity'), coalesce(known_customer_since, '-infinity'))
        else least(churned_at, known_churned_at)
    end,
    greatest(coalesce(churned_at, 'infinity'), coalesce(known_churned_at, churned_at, 'infinity'))
from incoming
where outcome in ('loaded', 'updated') and (
    not is_known
    or known_is_absent
    or customer_since is distinct from known_customer_since
    or churned_at is distinct from known_churned_at);

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
    select distinct customer_id, rule, lower(btrim(handle)) as handle from entry where btrim(handle) <> ''
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
