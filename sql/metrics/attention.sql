-- metric: attention
-- question: Do we listen to many customers or always to the same few?
-- value: gini; excess_gini beyond what so few conversations must have; top_decile_share held with the tenth of highest value;
--     effective_voices, the number of customers that equal shares would come to
-- unit: index; share; count
-- grain: company; 13 weeks
-- counts: eligible customers, silent ones included, and the conversations with them
-- null: missing_input without interviews or meetings loaded; insufficient_n without conversations, for excess_gini also with one only or with one customer; empty_denominator without
--     customers
-- needs: interviews or meetings
-- reads: customer
-- parameters: reporting_tz, qualifying_minutes, guest_minutes, reporting_currency
-- source: sql/metrics/README.md, attention; effective number: Laakso and Taagepera (1979)
-- decided: with few conversations most of a Gini is arithmetic, so that part is taken off
with
customer as (
    select
        customer.conversation_count::double precision as conversation_count,
        row_number() over (order by customer.conversation_count) as place,
        row_number() over (order by customer.annual_value desc nulls last, customer.customer_id collate "C") as value_place,
        count(*) over () as customer_count
    from cohort_customer as customer
    where customer.is_eligible
),
total as (
    select
        count(*) as customer_count,
        coalesce(sum(customer.conversation_count), 0) as conversation_count,
        sum((2 * customer.place - customer.customer_count - 1) * customer.conversation_count) as imbalance,
        coalesce(sum(customer.conversation_count)
            filter (where customer.value_place <= ceil(customer.customer_count / 10.0)), 0) as top_count,
        sum(customer.conversation_count ^ 2) as square_sum
    from customer
),
formed as (
    select
        total.*,
        total.imbalance / nullif(total.customer_count * total.conversation_count, 0) as gini,
        mod(total.conversation_count::bigint, nullif(total.customer_count, 0))::double precision
            / nullif(total.customer_count, 0) as remainder
    from total
),
bounded as (
    select
        formed.*,
        formed.remainder * (1 - formed.remainder) * formed.customer_count / nullif(formed.conversation_count, 0) as least_gini
    from formed
)
select
    'company' as dimension, 'all' as member, part.statistic, part.unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from bounded
cross join lateral (
    values
        ('gini', 'index', bounded.gini),
        ('excess_gini', 'index', case when bounded.conversation_count > 1 and bounded.customer_count > 1 then
            (bounded.gini - bounded.least_gini)
                / nullif(1 - 1 / bounded.customer_count::double precision - bounded.least_gini, 0) end),
        ('effective_voices', 'count', bounded.conversation_count ^ 2 / nullif(bounded.square_sum, 0))
) as part (statistic, unit, value)
cross join lateral mart.figure(part.value, bounded.customer_count, 0) as figure
union all
select
    'company', 'all', 'top_decile_share', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from bounded
cross join lateral mart.plain_share(
    bounded.top_count, bounded.conversation_count, bounded.conversation_count::bigint, 0) as figure
