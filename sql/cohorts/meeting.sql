-- cohort: meeting
-- holds: one row a leadership meeting held in the 13 weeks, with its guest (null: no known customer stayed long enough)
-- reads: week, core.meeting, core.customer_ref, core.customer
with
week as (
    select * from cohort_week
)
select
    case when meeting.guest_duration is null or meeting.guest_duration >= week.guest_duration
        then customer.customer_id end as guest_customer_id,
    meeting.guest_duration,
    meeting.invited_ref_ids,
    meeting.attendee_ref_ids
from core.meeting
cross join week
left join core.customer_ref on customer_ref.customer_ref_id = meeting.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
where not meeting.is_absent
  and (meeting.status is null or lower(meeting.status) <> 'cancelled')
  and meeting.held_at >= week.w13_starts_at
  and meeting.held_at < week.ends_at
