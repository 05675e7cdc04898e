-- Customers: staging → core.customer (merge.sql), its value history, its handles.
--
-- table: customer
-- key: customer_id
-- columns: name, aliases, emails, email_domains, customer_since, churned_at, country, extra
-- before: customer_since, churned_at

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

-- step: rejections
-- A last row that is called a total and has the sum of the others is one, whatever a customer may be called. In a replay
-- the others are not there.
insert into refused (ordinal, line, column_name, rule)
select last.ordinal, last.line, 'customer_id', 'totals_row'
from (
    select staging.ordinal, staging.line, staging.customer_id, staging.annual_value
    from staging
    order by staging.ordinal desc
    limit 1
) as last
cross join lateral (
    select sum(other.annual_value) as annual_value from staging as other where other.ordinal < last.ordinal
) as others
cross join load_context as load
where last.customer_id ~* ('^\W*(grand |sub)?(total|totals|totale|totali|totaal|totalt|totaux|total general|totale generale'
        || '|sum|summe|summa|suma|somme|gesamt|gesamtsumme|gesamtergebnis|insgesamt|razem|celkem|toplam|yhteensä|összesen'
        || '|итого|всего|合計|总计|합계)\W*$')
    and (load.is_replay or abs(last.annual_value - others.annual_value) <= greatest(1, others.annual_value / 1000));

-- step: records
select load.source, staging.ordinal, staging.line, staging.customer_id, staging.name, staging.aliases, staging.emails,
    staging.email_domains, staging.customer_since, staging.churned_at, staging.country, staging.extra,
    null::timestamptz as updated_at
from staging
cross join load_context as load

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
insert into core.customer_value_observation (customer_id, observed_at, annual_value, currency, load_id)
select staging.customer_id, load.observed_at, staging.annual_value, staging.currency, load.load_id
from staging
join incoming on incoming.ordinal = staging.ordinal and incoming.place = 1
cross join load_context as load
where array['annual_value', 'currency'] && load.present;

-- step: named customers
insert into named_customer (customer_id)
select customer_id from incoming where place = 1
on conflict (customer_id) do nothing;

-- step: shared customer_values

-- step: changed values
update incoming
set outcome = 'updated'
where outcome = 'unchanged' and customer_id in (select customer_id from value_change);

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

-- step: shared customer_handles

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.customer_id = loser.customer_id
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
