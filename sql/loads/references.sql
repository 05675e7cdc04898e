-- After every load, and where own domains changed: new references are resolved, and all of them when customers, people or own
-- domains changed; the weeks of records that belong to somebody else now are marked.

-- step: customer references
with moved as (
    update core.customer_ref as known
    set customer_id = resolution.customer_id, rule = resolution.rule
    from core.customer_ref_resolution(
        case when (select kind from load_context) <> 'customers'
                and not exists (select from core.stale_resolution)
            then array(select customer_ref_id from fresh_customer_ref) end) as resolution
    where resolution.customer_ref_id = known.customer_ref_id
        and (known.customer_id is distinct from resolution.customer_id or known.rule is distinct from resolution.rule)
    returning known.customer_ref_id
)
insert into moved_customer_ref (customer_ref_id)
select customer_ref_id from moved
where customer_ref_id not in (select customer_ref_id from fresh_customer_ref);

-- step: person references
with moved as (
    update core.person_ref as known
    set person_id = resolution.person_id
    from core.person_ref_resolution(
        case when (select kind from load_context) <> 'people'
                and not exists (select from core.stale_resolution)
            then array(select person_ref_id from fresh_person_ref) end) as resolution
    where resolution.person_ref_id = known.person_ref_id and known.person_id is distinct from resolution.person_id
    returning known.person_ref_id
)
insert into moved_person_ref (person_ref_id)
select person_ref_id from moved
where person_ref_id not in (select person_ref_id from fresh_person_ref);

-- step: resolution
update core.resolution as known
set own_domains = stale.own_domains
from core.stale_resolution as stale;

-- step: touched
insert into touched (from_at, through_at)
select least(ticket.created_at, ticket.solved_at),
    case when coalesce(ticket.status in ('solved', 'closed'), ticket.solved_at is not null)
        then greatest(ticket.created_at, ticket.solved_at) else 'infinity' end
from core.ticket as ticket
join moved_customer_ref as moved on moved.customer_ref_id = ticket.customer_ref_id
union all
select interview.occurred_at, interview.occurred_at
from core.interview as interview
join moved_customer_ref as moved on moved.customer_ref_id = interview.customer_ref_id
union all
select meeting.held_at, meeting.held_at
from core.meeting as meeting
join moved_customer_ref as moved on moved.customer_ref_id = meeting.customer_ref_id
union all
select feedback.received_at, feedback.received_at
from core.feedback as feedback
join moved_customer_ref as moved on moved.customer_ref_id = feedback.customer_ref_id
union all
select interview.occurred_at, interview.occurred_at
from core.interview as interview
where interview.participant_ref_ids && array(select person_ref_id from moved_person_ref)
union all
select meeting.held_at, meeting.held_at
from core.meeting as meeting
where meeting.attendee_ref_ids || meeting.invited_ref_ids && array(select person_ref_id from moved_person_ref);
