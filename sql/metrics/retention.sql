-- metric: retention
-- question: Do the customers we had stay?
-- value: share of customers active when the 13 weeks begin that have not churned when they end; value_share, weighted by annual value
-- unit: share
-- grain: company, segment; 13 weeks
-- counts: customers active at the first instant, by the segment they were in then; for value_share those of known annual value
-- null: missing_input where no file of customers says who churned; empty_denominator without customers or without value
-- needs: customers.churned_at
-- reads: customer, member, profile
-- parameters: reporting_tz, reporting_currency
-- source: sql/metrics/README.md, retention; interval: Wilson (1927)
-- decided: the outcome beside the neglect index; value as of the end of the week
with
customer as (
    select customer.profile_id_at_start as profile_id, customer.is_retained, customer.annual_value
    from cohort_customer as customer
    where customer.is_active_at_start
),
tally as (
    select
        profile.member_id,
        count(*) as customer_count,
        count(*) filter (where customer.is_retained) as kept_count,
        count(customer.annual_value) as valued_count,
        coalesce(sum(customer.annual_value), 0) as annual_value,
        coalesce(sum(customer.annual_value) filter (where customer.is_retained), 0) as kept_value
    from customer
    join cohort_profile as profile on profile.profile_id = customer.profile_id
    group by profile.member_id
),
line as (
    select
        member.dimension,
        member.member,
        coalesce(tally.customer_count, 0) as customer_count,
        coalesce(tally.kept_count, 0) as kept_count,
        coalesce(tally.valued_count, 0) as valued_count,
        coalesce(tally.annual_value, 0) as annual_value,
        coalesce(tally.kept_value, 0) as kept_value
    from cohort_member as member
    left join tally on tally.member_id = member.member_id
    where tally.member_id is not null or member.dimension = 'company'
)
select
    line.dimension, line.member, 'share' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.share(line.kept_count, line.customer_count, 0) as figure
union all
select
    line.dimension, line.member, 'value_share', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.plain_share(
    line.kept_value::double precision, line.annual_value::double precision, line.valued_count, line.customer_count - line.valued_count) as figure
