-- cohort: membership
-- holds: for every customer the spans in which its segments of all schemes stay the same, each with the profile (set of
--     segments) that holds; one row without customer is the profile of whoever is not known
-- reads: core.customer, core.membership
with
scheme as (
    select 'segment' as scheme
    union
    select membership.scheme from core.membership
),
change as (
    select customer.customer_id, timestamptz '-infinity' as changes_at
    from core.customer
    where not customer.is_absent
    union
    select membership.customer_id, membership.valid_from from core.membership
    union
    select membership.customer_id, membership.valid_to from core.membership where membership.valid_to < 'infinity'
    union
    select null, '-infinity'
),
span as (
    select
        change.customer_id,
        change.changes_at as valid_from,
        lead(change.changes_at, 1, 'infinity') over (partition by change.customer_id order by change.changes_at) as valid_to
    from change
),
profile as (
    select
        span.customer_id,
        span.valid_from,
        max(span.valid_to) as valid_to,
        array_agg(scheme.scheme order by scheme.scheme collate "C") as schemes,
        array_agg(coalesce(membership.segment, '(unknown)') order by scheme.scheme collate "C") as segments
    from span
    cross join scheme
    left join core.membership
        on membership.customer_id = span.customer_id
        and membership.scheme = scheme.scheme
        and membership.valid_from <= span.valid_from
        and membership.valid_to > span.valid_from
    group by span.customer_id, span.valid_from
),
numbered as (
    select distinct_profile.segments, row_number() over (order by distinct_profile.segments)::integer as profile_id
    from (select distinct profile.segments from profile) as distinct_profile
)
select
    profile.customer_id,
    profile.valid_from,
    profile.valid_to,
    numbered.profile_id,
    profile.schemes,
    profile.segments
from profile
join numbered on numbered.segments = profile.segments
