-- Leadership meetings: staging → core.meeting.

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
    guest_duration interval,
    updated_at timestamptz,
    extra jsonb
) on commit drop;

-- step: references
with reference as (
    select distinct lower(customer) as ref from staging where customer is not null
),
added as (
    insert into core.customer_ref (ref)
    select ref from reference
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

-- step: incoming
create temporary table incoming on commit drop as
with ranked as (
    select staging.*, coalesce(staging.updated_at, load.observed_at) as version_at,
        row_number() over (
            partition by staging.meeting_id
            order by coalesce(staging.updated_at, load.observed_at) desc, staging.ordinal desc
        ) as place
    from staging
    cross join load_context as load
),
invited_list as (
    select ranked.ordinal, array_agg(person_ref.person_ref_id order by listed.position) as invited_ref_ids
    from ranked
    cross join unnest(ranked.invited) with ordinality as listed (participant, position)
    join core.person_ref as person_ref on person_ref.ref = lower(listed.participant)
    group by ranked.ordinal
),
attendee_list as (
    select ranked.ordinal, array_agg(person_ref.person_ref_id order by listed.position) as attendee_ref_ids
    from ranked
    cross join unnest(ranked.attendees) with ordinality as listed (participant, position)
    join core.person_ref as person_ref on person_ref.ref = lower(listed.participant)
    group by ranked.ordinal
),
-- A column that the file does not have keeps what is known.
merged as (
    select ranked.ordinal, ranked.line, ranked.place, load.source, ranked.meeting_id, ranked.held_at,
        ranked.version_at, load.observed_at, load.load_id,
        known.meeting_id is not null as is_known,
        known.version_at as known_version_at, known.observed_at as known_observed_at,
        known.last_seen_at as known_last_seen_at, known.load_id as known_load_id, known.held_at as known_held_at,
        row(known.customer_ref_id, known.held_at, known.series, known.status, known.invited_ref_ids,
            known.attendee_ref_ids, known.guest_duration, known.extra, known.updated_at, known.is_absent) as known_all,
        case when 'customer' = any(load.present) then customer_ref.customer_ref_id else known.customer_ref_id end
            as customer_ref_id,
        case when 'series' = any(load.present) then ranked.series else known.series end as series,
        case when 'status' = any(load.present) then ranked.status else known.status end as status,
        case when 'invited' = any(load.present) then invited_list.invited_ref_ids else known.invited_ref_ids end
            as invited_ref_ids,
        case when 'attendees' = any(load.present) then attendee_list.attendee_ref_ids else known.attendee_ref_ids end
            as attendee_ref_ids,
        case when 'guest_duration' = any(load.present) then ranked.guest_duration else known.guest_duration end
            as guest_duration,
        case when 'extra' = any(load.present) then ranked.extra else known.extra end as extra,
        case when 'updated_at' = any(load.present) then ranked.updated_at else known.updated_at end as updated_at
    from ranked
    cross join load_context as load
    left join invited_list on invited_list.ordinal = ranked.ordinal
    left join attendee_list on attendee_list.ordinal = ranked.ordinal
    left join core.customer_ref as customer_ref on customer_ref.ref = lower(ranked.customer)
    left join core.meeting as known on known.source = load.source and known.meeting_id = ranked.meeting_id
)
select ordinal, line, place, source, meeting_id, held_at, version_at, observed_at, load_id, is_known,
    known_version_at, known_observed_at, known_last_seen_at, known_load_id, known_held_at, customer_ref_id,
    series, status, invited_ref_ids, attendee_ref_ids, guest_duration, extra, updated_at,
    case
        when place > 1 then 'duplicate'
        when not is_known then 'loaded'
        when (version_at, observed_at) < (known_version_at, known_observed_at) then 'stale'
        when row(customer_ref_id, held_at, series, status, invited_ref_ids,
            attendee_ref_ids, guest_duration, extra, updated_at, false) is distinct from known_all then 'updated'
        else 'unchanged'
    end as outcome
from merged;

-- step: statistics
analyze incoming;

-- step: facts
insert into core.meeting as known (
    source, meeting_id, customer_ref_id, held_at, series, status, invited_ref_ids, attendee_ref_ids, guest_duration,
    extra, updated_at, version_at, observed_at, last_seen_at, is_absent, load_id
)
select source, meeting_id, customer_ref_id, held_at, series, status, invited_ref_ids, attendee_ref_ids, guest_duration,
    extra, updated_at, version_at, observed_at, greatest(known_last_seen_at, observed_at), false,
    case when outcome = 'unchanged' then known_load_id else load_id end
from incoming
where outcome in ('loaded', 'updated')
    or outcome = 'unchanged' and (version_at, observed_at) > (known_version_at, known_observed_at)
on conflict (source, meeting_id) do update set
    customer_ref_id = excluded.customer_ref_id,
    held_at = excluded.held_at,
    series = excluded.series,
    status = excluded.status,
    invited_ref_ids = excluded.invited_ref_ids,
    attendee_ref_ids = excluded.attendee_ref_ids,
    guest_duration = excluded.guest_duration,
    extra = excluded.extra,
    updated_at = excluded.updated_at,
    version_at = excluded.version_at,
    observed_at = excluded.observed_at,
    last_seen_at = excluded.last_seen_at,
    is_absent = excluded.is_absent,
    load_id = excluded.load_id;

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

-- step: seen
update core.meeting as known
set last_seen_at = load.observed_at
from incoming
cross join load_context as load
where incoming.place = 1 and known.last_seen_at < load.observed_at
    and known.source = incoming.source and known.meeting_id = incoming.meeting_id;

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
