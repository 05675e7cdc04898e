-- metric: meeting_presence
-- question: Do customers sit in our leadership meetings, and do we attend when they do?
-- value: share of meetings with a customer as guest; attendance_share of the invited at those; guests; mean_minutes a guest stayed
-- unit: share; count; minutes
-- grain: company; 13 weeks
-- counts: meetings held; a guest is a known customer who stayed for guest_minutes or for an unknown time
-- null: missing_input without meetings loaded; empty_denominator without meetings in the window, for the others without meetings with a guest
-- needs: meetings
-- reads: week, meeting, core.person_ref
-- parameters: reporting_tz, guest_minutes
-- source: sql/metrics/README.md, meeting_presence; interval: Wilson (1927)
-- decided: attendance only where both lists are known, stays only where the minutes are; the other meetings are in excluded
with
meeting as (
    select
        meeting.guest_customer_id,
        extract(epoch from meeting.guest_duration) / 60 as guest_minutes,
        cardinality(meeting.invited_ref_ids) > 0 and cardinality(meeting.attendee_ref_ids) > 0 as is_attendance_known,
        seat.invited_count,
        seat.attended_count
    from cohort_meeting as meeting
    cross join lateral (
        select
            count(distinct coalesce(invited.person_id, -invited.person_ref_id)) as invited_count,
            count(distinct coalesce(invited.person_id, -invited.person_ref_id)) filter (where exists (
                select from core.person_ref as attendee
                where attendee.person_ref_id = any (meeting.attendee_ref_ids)
                  and (attendee.person_ref_id = invited.person_ref_id or attendee.person_id = invited.person_id)
            )) as attended_count
        from core.person_ref as invited
        where invited.person_ref_id = any (meeting.invited_ref_ids)
    ) as seat
),
total as (
    select
        count(*) as meeting_count,
        count(meeting.guest_customer_id) as guested_count,
        count(distinct meeting.guest_customer_id) as guest_count,
        count(*) filter (where meeting.guest_customer_id is not null and meeting.is_attendance_known) as listed_count,
        coalesce(sum(meeting.invited_count)
            filter (where meeting.guest_customer_id is not null and meeting.is_attendance_known), 0)::bigint as invited_count,
        coalesce(sum(meeting.attended_count)
            filter (where meeting.guest_customer_id is not null and meeting.is_attendance_known), 0)::bigint as attended_count,
        count(meeting.guest_minutes) filter (where meeting.guest_customer_id is not null) as timed_count,
        avg(meeting.guest_minutes) filter (where meeting.guest_customer_id is not null)::double precision as mean_minutes
    from meeting
)
select
    'company' as dimension, 'all' as member, 'share' as statistic, 'share' as unit,
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from total
cross join lateral mart.share(total.guested_count, total.meeting_count, 0) as figure
union all
select
    'company', 'all', 'attendance_share', 'share',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from total
cross join lateral mart.plain_share(
    total.attended_count, total.invited_count, total.invited_count, total.guested_count - total.listed_count) as figure
union all
select
    'company', 'all', 'guests', 'count',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from total
cross join lateral mart.figure(total.guest_count, total.guested_count, 0) as figure
union all
select
    'company', 'all', 'mean_minutes', 'minutes',
    figure.value, figure.numerator, figure.denominator, figure.n, figure.excluded, figure.ci_low, figure.ci_high, figure.status
from total
cross join lateral mart.figure(total.mean_minutes, total.timed_count, total.guested_count - total.timed_count) as figure
