create or replace view mart.meeting as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
)
select
    meeting.source,
    meeting.meeting_id,
    customer.customer_id,
    coalesce(membership.segment, '(unknown)') as segment,
    (
        select jsonb_object_agg(other.scheme, other.segment)
        from core.membership as other
        where other.customer_id = customer.customer_id
          and other.valid_from <= meeting.held_at
          and other.valid_to > meeting.held_at
    ) as segments,
    (
        select array_agg(distinct shown.department order by shown.department)
        from core.participation as part
        cross join lateral (
            select case when (mart.civil_week(meeting.held_at, zone.zone), part.department) in (
                    select hidden.week_start, hidden.department from core.hidden_department as hidden)
                then '(small)' else part.department end as department
        ) as shown
        where part.person_ref_id = any (meeting.attendee_ref_ids)
          and part.valid_from <= meeting.held_at
          and part.valid_to > meeting.held_at
    ) as departments,
    meeting.held_at,
    mart.civil_date(meeting.held_at, zone.zone) as held_date,
    mart.civil_week(meeting.held_at, zone.zone) as week_start,
    mart.whole_minutes(meeting.guest_duration) as guest_minutes,
    cardinality(meeting.invited_ref_ids) as invited_count,
    cardinality(meeting.attendee_ref_ids) as attendee_count,
    meeting.status is null or lower(meeting.status) <> 'cancelled' as is_held,
    conversation.conversation_id is not null as is_conversation,
    eligible.conversation_id is not null as is_conversation_if_long_enough
from core.meeting
cross join zone
left join core.conversation as eligible
    on eligible.conversation_kind = 'meeting'
    and eligible.source = meeting.source
    and eligible.conversation_id = meeting.meeting_id
left join core.customer_ref on customer_ref.customer_ref_id = meeting.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
left join core.membership
    on membership.customer_id = customer.customer_id
    and membership.scheme = 'segment'
    and membership.valid_from <= meeting.held_at
    and membership.valid_to > meeting.held_at
left join core.qualifying_conversation as conversation
    on conversation.conversation_kind = 'meeting'
    and conversation.source = meeting.source
    and conversation.conversation_id = meeting.meeting_id
where not meeting.is_absent;
comment on view mart.meeting is 'One row a leadership meeting; those with is_conversation count as conversations with their guest.';
comment on column mart.meeting.source is 'Source it came from.';
comment on column mart.meeting.meeting_id is 'Its id there.';
comment on column mart.meeting.customer_id is 'The customer who was guest; null: none, or not known.';
comment on column mart.meeting.segment is 'Segment of the guest in the default scheme at that instant, or (unknown).';
comment on column mart.meeting.segments is 'Segments of the guest in all schemes at that instant, by scheme; null: of none.';
comment on column mart.meeting.departments is 'Departments that attended, at that instant, (unknown) among them, (small) for those hidden in that week; null: attendees unknown.';
comment on column mart.meeting.held_at is 'When it began.';
comment on column mart.meeting.held_date is 'Day on which it began, in the reporting time zone.';
comment on column mart.meeting.week_start is 'Monday of the week in which it began.';
comment on column mart.meeting.guest_minutes is 'How long the guest stayed, in whole minutes; null: unknown, or no guest.';
comment on column mart.meeting.invited_count is 'How many were invited; null: unknown.';
comment on column mart.meeting.attendee_count is 'How many attended; null: unknown.';
comment on column mart.meeting.is_held is 'Whether it was held, that is, not cancelled.';
comment on column mart.meeting.is_conversation is
    'Whether it counts as a conversation: held, with a known customer as guest for long enough by guest_minutes as set for the week it was held in, and with known attendees. A metric judges all conversations of its window by the setting of the week it is computed for: where that is another, count is_conversation_if_long_enough and compare guest_minutes.';
comment on column mart.meeting.is_conversation_if_long_enough is
    'Whether it counts as a conversation where guest_minutes is null or at least the setting guest_minutes.';
