-- Leadership meetings: staging → core.meeting (merge.sql).
--
-- table: meeting
-- key: source, meeting_id
-- columns: customer_ref_id (customer), held_at, series, status
-- columns: invited_ref_ids (invited), attendee_ref_ids (attendees), guest_duration
-- columns: updated_at, extra
-- before: held_at

-- step: stage
create temporary table staging (
    ordinal bigint not null,
    line bigint not null,
    meeting_id text not null,
    held_at timestamptz not null,
    series text,
    status text,
    invited text[],
    attendees text[],
    customer text,
    customer_host text,
    guest_duration interval,
    updated_at timestamptz,
    extra jsonb
) on commit drop;

-- step: left out
-- What has an ordinal below zero is left out by its mapping, and only takes back what is known.
with dropped as (
    delete from staging
    using load_context as load
    where staging.ordinal < 0
        and not exists (
            select from core.meeting as known
            where known.source = load.source and known.meeting_id = staging.meeting_id)
    returning 1
)
select count(*) from dropped;

-- step: withdrawn series
-- A series that is cancelled as a whole, without its rule, takes back all its occurrences that are known; their ids are its
-- own and the time of each.
with occurrence as (
    select known.meeting_id, known.held_at,
        regexp_replace(known.meeting_id, '/\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$', '') as series_id
    from core.meeting as known
    join load_context as load on load.source = known.source
),
added as (
    insert into staging (ordinal, line, meeting_id, held_at, status, updated_at)
    select -1000000000 - row_number() over (order by occurrence.meeting_id), series.line, occurrence.meeting_id,
        occurrence.held_at, series.status, series.updated_at
    from staging as series
    join occurrence on occurrence.series_id = series.meeting_id
    left join staging as own on own.meeting_id = occurrence.meeting_id
    where series.status = 'cancelled' and own.meeting_id is null
    returning 1
)
select count(*) from added;

-- step: references
with reference as (
    select lower(customer) as ref, min(customer_host) as host
    from staging
    where customer is not null
    group by lower(customer)
),
added as (
    insert into core.customer_ref (ref, host)
    select ref, host from reference
    on conflict (ref) do nothing
    returning customer_ref_id
)
insert into fresh_customer_ref (customer_ref_id)
select customer_ref_id from added;

-- step: participants
with reference as (
    select distinct lower(participant) as ref
    from staging
    cross join unnest(staging.invited || staging.attendees) as participant
),
added as (
    insert into core.person_ref (ref)
    select ref from reference
    on conflict (ref) do nothing
    returning person_ref_id
)
insert into fresh_person_ref (person_ref_id)
select person_ref_id from added;

-- step: records
select load.source, staging.ordinal, staging.line, staging.meeting_id, customer_ref.customer_ref_id, staging.held_at,
    staging.series, staging.status, invited_list.invited_ref_ids, attendee_list.attendee_ref_ids, staging.guest_duration,
    staging.updated_at, staging.extra
from staging
cross join load_context as load
left join (
    select staging.ordinal, array_agg(person_ref.person_ref_id order by listed.position) as invited_ref_ids
    from staging
    cross join unnest(staging.invited) with ordinality as listed (participant, position)
    join core.person_ref as person_ref on person_ref.ref = lower(listed.participant)
    group by staging.ordinal
) as invited_list on invited_list.ordinal = staging.ordinal
left join (
    select staging.ordinal, array_agg(person_ref.person_ref_id order by listed.position) as attendee_ref_ids
    from staging
    cross join unnest(staging.attendees) with ordinality as listed (participant, position)
    join core.person_ref as person_ref on person_ref.ref = lower(listed.participant)
    group by staging.ordinal
) as attendee_list on attendee_list.ordinal = staging.ordinal
left join core.customer_ref as customer_ref on customer_ref.ref = lower(staging.customer)

-- step: touched
insert into touched (from_at, through_at)
select least(held_at, known_held_at), greatest(held_at, known_held_at)
from incoming
where outcome in ('loaded', 'updated');

-- step: events
-- An interview with the same id is the same event: it counts only where there is no such meeting.
insert into touched (from_at, through_at)
select interview.occurred_at, greatest(interview.occurred_at, interview.first_acted_at)
from incoming
join core.interview on interview.source = incoming.source and interview.interview_id = incoming.meeting_id
where incoming.outcome in ('loaded', 'updated');

-- step: absent
with changed as (
    update core.meeting as known
    set is_absent = not known.is_absent
    from load_context as load
    join ops.source as source on source.kind = load.kind and source.source = load.source
    where known.source = load.source and known.is_absent <> (known.last_seen_at < source.complete_at)
    returning known.source, known.meeting_id, known.held_at, known.is_absent
),
marked as (
    insert into touched (from_at, through_at)
    select held_at, held_at from changed
    union all
    select interview.occurred_at, greatest(interview.occurred_at, interview.first_acted_at)
    from changed
    join core.interview on interview.source = changed.source and interview.interview_id = changed.meeting_id
)
select count(*) from changed where is_absent;

-- step: unattributed
select count(*) from incoming
left join core.customer_ref as customer_ref on customer_ref.customer_ref_id = incoming.customer_ref_id
where incoming.outcome in ('loaded', 'updated', 'unchanged') and incoming.customer_ref_id is not null
    and customer_ref.customer_id is null;

-- step: unknown_people
select count(*) from incoming
where incoming.outcome in ('loaded', 'updated', 'unchanged')
    and exists (
        select from core.person_ref as person_ref
        where person_ref.person_ref_id = any (incoming.attendee_ref_ids || incoming.invited_ref_ids)
            and person_ref.person_id is null);

-- step: repeated
select loser.line, winner.line as other_line
from incoming as loser
join incoming as winner on winner.meeting_id = loser.meeting_id
where loser.outcome = 'duplicate' and winner.place = 1
order by loser.line
limit 3;
