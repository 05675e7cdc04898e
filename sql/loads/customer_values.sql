-- After observations of annual values changed: the histories of the customers in named_customer, derived from them.

-- step: value history
create temporary table value_history on commit drop as
with observation as (
    select observed.customer_id, observed.observed_at, load.sha256, load.load_id, observed.annual_value, observed.currency,
        'annual_value' = any(load.present_columns) as shows_value,
        'currency' = any(load.present_columns) as shows_currency
    from core.customer_value_observation as observed
    join named_customer on named_customer.customer_id = observed.customer_id
    join version_load as load on load.load_id = observed.load_id
    -- Of a customer whose file is to be loaded again, the others' observations wait.
    join core.customer as customer on customer.customer_id = observed.customer_id
),
-- A column that a file does not have keeps what the version before it said.
placed as (
    select observation.*,
        count(*) filter (where shows_value) over one_customer as value_place,
        count(*) filter (where shows_currency) over one_customer as currency_place
    from observation
    window one_customer as (partition by customer_id order by observed_at, sha256, load_id)
),
carried as (
    select customer_id, observed_at,
        first_value(annual_value) over (
            partition by customer_id, value_place order by observed_at, sha256, load_id) as annual_value,
        first_value(currency) over (
            partition by customer_id, currency_place order by observed_at, sha256, load_id) as currency,
        row_number() over (
            partition by customer_id, observed_at order by sha256 desc, load_id desc) as place
    from placed
),
known as (
    select customer_id, observed_at, annual_value, currency,
        count(annual_value) over (partition by customer_id order by observed_at) as known_so_far
    from carried
    where place = 1
),
change as (
    select customer_id, observed_at, annual_value, currency,
        row_number() over one_customer as position,
        row(annual_value, currency) is distinct from row(
            lag(annual_value) over one_customer, lag(currency) over one_customer) as is_change
    from known
    where known_so_far > 0
    window one_customer as (partition by customer_id order by observed_at)
)
select customer_id, annual_value, currency,
    case when position = 1 then '-infinity' else observed_at end as valid_from,
    lead(observed_at, 1, 'infinity') over (partition by customer_id order by observed_at) as valid_to
from change
where is_change or position = 1;

-- step: value change
create temporary table value_change on commit drop as
-- A value that only ended at another instant was the same until the earlier one.
select coalesce(derived.customer_id, known.customer_id) as customer_id,
    case when row(derived.annual_value, derived.currency) is not distinct from row(known.annual_value, known.currency)
            and derived.customer_id is not null and known.customer_id is not null
        then least(derived.valid_to, known.valid_to)
        else least(derived.valid_from, known.valid_from)
    end as from_at
from value_history as derived
full join (
    select value.* from core.customer_value as value
    join named_customer on named_customer.customer_id = value.customer_id
) as known on known.customer_id = derived.customer_id and known.valid_from = derived.valid_from
where row(derived.valid_to, derived.annual_value, derived.currency)
    is distinct from row(known.valid_to, known.annual_value, known.currency);

-- step: value touched
insert into touched (from_at, through_at)
select from_at, 'infinity' from value_change;

-- step: values replaced
delete from core.customer_value as known
using named_customer
where known.customer_id = named_customer.customer_id;

-- step: values
insert into core.customer_value (customer_id, valid_from, valid_to, annual_value, currency)
select customer_id, valid_from, valid_to, annual_value, currency from value_history;
