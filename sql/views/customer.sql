create or replace view mart.customer as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
)
select
    customer.customer_id,
    coalesce(membership.segment, '(unknown)') as segment,
    (
        select jsonb_object_agg(other.scheme, other.segment)
        from core.membership as other
        where other.customer_id = customer.customer_id and other.valid_to = 'infinity'
    ) as segments,
    customer.customer_since,
    customer.churned_at,
    mart.civil_date(customer.customer_since, zone.zone) as customer_since_date,
    mart.civil_date(customer.churned_at, zone.zone) as churned_date,
    customer.country,
    value.annual_value,
    value.currency
from core.customer
cross join zone
left join core.membership
    on membership.customer_id = customer.customer_id
    and membership.scheme = 'segment'
    and membership.valid_to = 'infinity'
left join core.customer_value as value
    on value.customer_id = customer.customer_id and value.valid_to = 'infinity'
where not customer.is_absent;
comment on view mart.customer is 'One row a customer, without name or address, as last loaded; segments of earlier days are in mart.customer_segment.';
comment on column mart.customer.customer_id is 'Id of the customer.';
comment on column mart.customer.segment is 'Segment of the default scheme as it holds from the last change on, or (unknown).';
comment on column mart.customer.segments is 'Segments of all schemes as they hold from their last change on, by scheme; null: of none.';
comment on column mart.customer.customer_since is 'First instant as a customer; null: unknown, from ever.';
comment on column mart.customer.churned_at is 'Instant at which the customer left; null: not known to have left.';
comment on column mart.customer.customer_since_date is 'Day of the first, in the reporting time zone.';
comment on column mart.customer.churned_date is 'Day on which the customer left, in the reporting time zone.';
comment on column mart.customer.country is 'Country, in the words of the source.';
comment on column mart.customer.annual_value is 'Value of one year in currency, as last loaded; null: unknown.';
comment on column mart.customer.currency is 'ISO 4217 code; null: the reporting currency.';
