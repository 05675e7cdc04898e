-- metric: interview_coverage
-- question: How much of our customer base did we talk with?
-- value: share of eligible customers with a conversation; value_share, the same weighted by annual value
-- unit: share
-- grain: company, segment; 13 weeks
-- counts: eligible customers of the window, silent ones included; for value_share those of known annual value
-- null: missing_input without interviews or meetings loaded; empty_denominator without customers or without value
-- needs: interviews or meetings
-- reads: customer, member, profile
-- parameters: reporting_tz, qualifying_minutes, guest_minutes, reporting_currency
-- source: sql/metrics/README.md, interview_coverage; interval: Wilson (1927)
-- decided: customers of unknown value are in neither sum of value_share and counted in excluded
with
customer as (
    select * from cohort_customer where is_eligible
),
tally as (
    select
        profile.member_id,
        count(*) as customer_count,
        count(*) filter (where customer.conversation_count > 0) as heard_count,
        count(customer.annual_value) as valued_count,
        coalesce(sum(customer.annual_value), 0) as annual_value,
        coalesce(sum(customer.annual_value) filter (where customer.conversation_count > 0), 0) as heard_value
    from customer
    join cohort_profile as profile on profile.profile_id = customer.profile_id
    group by profile.member_id
),
line as (
    select
        member.dimension,
        member.member,
        coalesce(tally.customer_count, 0) as customer_count,
        coalesce(tally.heard_count, 0) as heard_count,
        coalesce(tally.valued_count, 0) as valued_count,
        coalesce(tally.annual_value, 0) as annual_value,
        coalesce(tally.heard_value, 0) as heard_value
    from cohort_member as member
    left join tally on tally.member_id = member.member_id
    where tally.member_id is not null or member.dimension = 'company'
)
select
    line.dimension, line.member, 'share' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.share(line.heard_count, line.customer_count, 0) as figure
union all
select
    line.dimension, line.member, 'value_share', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from line
cross join lateral mart.plain_share(
    line.heard_value::double precision, line.annual_value::double precision, line.valued_count, line.customer_count - line.valued_count) as figure
