-- cohort: customer
-- holds: one row a customer that was active in the 13 weeks or at their first instant, with its annual value in the reporting
--     currency at the end of the week (null: unknown), its profiles and its conversations of the 13 weeks
-- reads: week, membership, conversation, core.customer, core.customer_value
with
week as (
    select * from cohort_week
),
conversation as (
    select conversation.customer_id, count(*) as conversation_count
    from cohort_conversation as conversation
    group by conversation.customer_id
),
customer as (
    select
        customer.customer_id,
        (customer.customer_since is null or customer.customer_since < week.ends_at)
            and (customer.churned_at is null or customer.churned_at > week.w13_starts_at) as is_eligible,
        (customer.customer_since is null or customer.customer_since <= week.w13_starts_at)
            and (customer.churned_at is null or customer.churned_at > week.w13_starts_at) as is_active_at_start,
        (customer.churned_at is null or customer.churned_at >= week.ends_at) as is_retained,
        least(week.ends_at, customer.churned_at) as reference_at,
        week.w13_starts_at,
        case when value.currency is null or value.currency = week.reporting_currency
            then value.annual_value end as annual_value
    from core.customer
    cross join week
    left join core.customer_value as value
        on value.customer_id = customer.customer_id
        and value.valid_from < week.ends_at
        and value.valid_to >= week.ends_at
    where not customer.is_absent
)
select
    customer.customer_id,
    customer.is_eligible,
    customer.is_active_at_start,
    customer.is_retained,
    customer.annual_value,
    coalesce(conversation.conversation_count, 0) as conversation_count,
    at_reference.profile_id,
    at_start.profile_id as profile_id_at_start
from customer
join cohort_membership as at_reference
    on at_reference.customer_id = customer.customer_id
    and at_reference.valid_from < customer.reference_at
    and at_reference.valid_to >= customer.reference_at
join cohort_membership as at_start
    on at_start.customer_id = customer.customer_id
    and at_start.valid_from <= customer.w13_starts_at
    and at_start.valid_to > customer.w13_starts_at
left join conversation on conversation.customer_id = customer.customer_id
where customer.is_eligible or customer.is_active_at_start
