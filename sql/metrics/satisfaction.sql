-- metric: satisfaction
-- question: How satisfied are customers who tell us?
-- value: mean_score, 0 to 1
-- unit: share
-- grain: company, segment; the week
-- counts: feedback with a score, as part of its score_max (10 where not given)
-- null: missing_input without feedback loaded; empty_denominator without scores
-- needs: feedback
-- reads: week, membership, member, profile, core.feedback, core.customer_ref, core.customer
-- parameters: reporting_tz
-- source: sql/metrics/README.md, satisfaction
-- decided: segment at the instant of the feedback; a score needs no words; summed as numeric, so that no order of loading shows
with
week as (
    select * from cohort_week
),
feedback as (
    select
        customer.customer_id,
        feedback.received_at,
        feedback.score / nullif(coalesce(feedback.score_max, 10), 0) as score
    from core.feedback
    cross join week
    left join core.customer_ref on customer_ref.customer_ref_id = feedback.customer_ref_id
    left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
    where not feedback.is_absent
      -- One beyond its score_max, as it may stand there from before intake rejected it, is none.
      and feedback.score between 0 and coalesce(feedback.score_max, 10)
      and feedback.received_at >= week.starts_at
      and feedback.received_at < week.ends_at
),
scored as (
    select feedback.score, coalesce(membership.profile_id, stranger.profile_id) as profile_id
    from feedback
    join cohort_membership as stranger on stranger.customer_id is null
    left join cohort_membership as membership
        on membership.customer_id = feedback.customer_id
        and membership.valid_from <= feedback.received_at
        and membership.valid_to > feedback.received_at
),
tally as (
    select profile.member_id, avg(scored.score)::double precision as mean_score, count(scored.score) as score_count
    from scored
    join cohort_profile as profile on profile.profile_id = scored.profile_id
    group by profile.member_id
)
select
    member.dimension, member.member, 'mean_score' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from cohort_member as member
left join tally on tally.member_id = member.member_id
cross join lateral mart.figure(tally.mean_score, coalesce(tally.score_count, 0), 0) as figure
where tally.member_id is not null or member.dimension = 'company'
