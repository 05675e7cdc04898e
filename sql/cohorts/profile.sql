-- cohort: profile
-- holds: which members customers of a profile belong to, the company among them: joining it repeats a record for each
-- reads: membership, member
with
profile as (
    select distinct membership.profile_id, membership.schemes, membership.segments
    from cohort_membership as membership
),
named as (
    select profile.profile_id, 'company' as dimension, 'all' as member
    from profile
    union all
    select
        profile.profile_id,
        case when segment.scheme = 'segment' then 'segment' else 'segment:' || segment.scheme end,
        segment.segment
    from profile
    cross join lateral unnest(profile.schemes, profile.segments) as segment (scheme, segment)
)
select named.profile_id, member.member_id
from named
join cohort_member as member on member.dimension = named.dimension and member.member = named.member
