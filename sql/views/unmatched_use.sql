-- References of records that resolve to no customer and to none of us, where they stand.
create or replace view core.unmatched_use as
with
customer_record as (
    select 'tickets' as kind, ticket.source, ticket.customer_ref_id,
        ticket.created_at as happened_at
    from core.ticket
    where not ticket.is_absent
    union all
    select 'interviews', interview.source, interview.customer_ref_id, interview.occurred_at
    from core.interview
    where not interview.is_absent
    union all
    select 'feedback', feedback.source, feedback.customer_ref_id, feedback.received_at
    from core.feedback
    where not feedback.is_absent
    union all
    -- A meeting without a customer has no guest.
    select 'meetings', meeting.source, meeting.customer_ref_id, meeting.held_at
    from core.meeting
    where not meeting.is_absent and meeting.customer_ref_id is not null
),
customer_use as (
    select
        customer_record.kind,
        customer_record.source,
        customer_record.customer_ref_id,
        count(*) as record_count,
        min(customer_record.happened_at) as first_at,
        max(customer_record.happened_at) as last_at
    from customer_record
    left join core.customer_ref on customer_ref.customer_ref_id = customer_record.customer_ref_id
    where customer_ref.customer_id is null
    group by customer_record.kind, customer_record.source, customer_record.customer_ref_id
),
person_record as (
    select 'tickets' as kind, ticket.source, ticket.assignee_ref_id as person_ref_id,
        ticket.created_at as happened_at
    from core.ticket
    where not ticket.is_absent and ticket.assignee_ref_id is not null
    union all
    select 'interviews', interview.source, part.person_ref_id, interview.occurred_at
    from core.interview
    cross join lateral (
        select distinct listed.person_ref_id
        from unnest(interview.participant_ref_ids) as listed (person_ref_id)
    ) as part
    where not interview.is_absent
    union all
    select 'meetings', meeting.source, part.person_ref_id, meeting.held_at
    from core.meeting
    cross join lateral (
        select distinct listed.person_ref_id
        from unnest(meeting.attendee_ref_ids || meeting.invited_ref_ids) as listed (person_ref_id)
    ) as part
    where not meeting.is_absent
),
person_use as (
    select
        person_record.kind,
        person_record.source,
        person_record.person_ref_id,
        count(*) as record_count,
        min(person_record.happened_at) as first_at,
        max(person_record.happened_at) as last_at
    from person_record
    join core.person_ref on person_ref.person_ref_id = person_record.person_ref_id
    where person_ref.person_id is null
    group by person_record.kind, person_record.source, person_record.person_ref_id
)
select
    'customer' as subject,
    customer_use.customer_ref_id as ref_id,
    customer_use.kind,
    customer_use.source,
    customer_use.record_count,
    customer_use.first_at,
    customer_use.last_at
from customer_use
union all
select
    'person',
    person_use.person_ref_id,
    person_use.kind,
    person_use.source,
    person_use.record_count,
    person_use.first_at,
    person_use.last_at
from person_use;
comment on view core.unmatched_use is
    'One row a reference that resolves to nobody (null: none is given), kind and source.';
