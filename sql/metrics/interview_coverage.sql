-- metric: interview_coverage
-- question: How much of our customer base did we talk with?
-- value: share of eligible customers with a conversation; value_share, the same weighted by annual value
-- unit: share
-- grain: company, segment; 13 weeks
-- counts: eligible customers of the window, silent ones included; for value_share those of known annual value
-- null: empty_denominator without customers or without value
-- reads: customer, member, profile
-- parameters: reporting_tz, qualifying_minutes, guest_minutes, reporting_currency
-- source: metrics.md, interview_coverage; interval: Wilson (1927)
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
row as (
    select member.dimension, member.member, tally.*
    from cohort_member as member
    left join tally on tally.member_id = member.member_id
    where tally.member_id is not null or member.dimension = 'company'
)
select
    row.dimension, row.member, 'share' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from row
cross join lateral mart.share(coalesce(row.heard_count, 0), coalesce(row.customer_count, 0), 0) as figure
union all
select
    row.dimension, row.member, 'value_share', 'share',
    row.heard_value / nullif(row.annual_value, 0),
    coalesce(row.heard_value, 0),
    coalesce(row.annual_value, 0),
    coalesce(row.valued_count, 0),
    coalesce(row.customer_count - row.valued_count, 0),
    null,
    null,
    case when row.annual_value > 0 then 'ok' else 'empty_denominator' end
from row
