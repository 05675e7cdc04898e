-- A company of any size for `make bench`: the rows that loading its files would leave, its last week the newest that has ended.
-- Variables: tickets, weeks, customers. Everything but those and the present is the same in every run.
--
-- Its shape, a ticket's share in brackets: feedback (1/5), interviews (1/50), actions on 11 of 20 items, 12 departments, 400
-- people, 20 of them leaders who meet twice a week; six segments, and regions as a second scheme, one customer in five having
-- moved once. Waits are log-normal: 2 % of the tickets are never answered, 1 % stay open for half a year or more, 0.2 % for ever.
\set ON_ERROR_STOP on
\set QUIET on
begin;
select setseed(0.5);

create function pg_temp.normal() returns double precision language sql volatile
return sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random());

create temporary table span as
select ends_at - :weeks * interval '7 days' as starts_at, ends_at, ends_at as loaded_at
from (select date_trunc('week', now() at time zone 'Europe/Berlin') at time zone 'Europe/Berlin' as ends_at) as present;

insert into core.setting (setting, valid_from, value, changed_at)
select 'reporting_tz', '-infinity', 'Europe/Berlin', span.loaded_at
from span;

insert into core.customer (customer_id, name, customer_since, churned_at, source, observed_at, last_seen_at, load_id)
select
    'C' || number,
    'Customer ' || number,
    case when random() < 0.4 then span.starts_at + random() * (span.ends_at - span.starts_at) end,
    case when random() < 0.1 then span.starts_at + (0.5 + random()) * (span.ends_at - span.starts_at) end,
    'crm', span.loaded_at, span.loaded_at, 1
from generate_series(1, :customers) as number
cross join span;

insert into core.customer_value (customer_id, valid_from, valid_to, annual_value, currency)
select customer.customer_id, '-infinity', 'infinity', round((1000 * exp(2 * pg_temp.normal()))::numeric, 2), 'EUR'
from core.customer;

insert into core.customer_ref (ref, customer_id, rule)
select 'user' || number || '@' || lower(customer.customer_id) || '.example', customer.customer_id, 'domain'
from core.customer
cross join generate_series(1, 3) as number;

create temporary table move as
select customer.customer_id, span.starts_at + random() * (span.ends_at - span.starts_at) as moved_at, random() < 0.2 as has_moved
from core.customer
cross join span;

insert into core.membership (customer_id, scheme, segment, valid_from, valid_to)
select move.customer_id, 'segment', 'Segment ' || 1 + floor(6 * random() ^ 2), '-infinity',
    case when move.has_moved then move.moved_at else 'infinity' end
from move
union all
select move.customer_id, 'segment', 'Segment ' || 1 + floor(6 * random() ^ 2), move.moved_at, 'infinity'
from move
where move.has_moved
union all
select move.customer_id, 'region', 'Region ' || 1 + floor(5 * random()), '-infinity', 'infinity'
from move;

insert into core.person (email, last_seen_at, source)
select 'person' || number || '@bench.example', span.loaded_at, 'hr'
from generate_series(1, 400) as number
cross join span;

insert into core.person_history (person_id, valid_from, valid_to, name, department, is_leader)
select person.person_id, '-infinity', 'infinity', 'Person ' || person.person_id, 'Department ' || 1 + person.person_id % 12,
    person.person_id % 20 = 0
from core.person;

insert into core.person_ref (ref, person_id)
select person.email, person.person_id
from core.person;

create temporary table ticket as
select
    number,
    -- Seven days of ten hours or so: nights are quiet.
    span.starts_at + (number - random()) / :tickets * (span.ends_at - span.starts_at) as created_at,
    random() as answer_draw,
    exp(1.5 + 1.3 * pg_temp.normal()) * interval '1 hour' as answer_wait,
    random() as solution_draw,
    case when random() < 0.01
        then (180 + 200 * random()) * interval '1 day'
        else exp(3.2 + 1.2 * pg_temp.normal()) * interval '1 hour' end as solution_wait,
    span.ends_at
from generate_series(1, :tickets) as number
cross join span;

insert into core.ticket (
    source, ticket_id, customer_ref_id, created_at, first_response_at, solved_at, status, priority, channel, department,
    themes, csat, updated_at, version_at, observed_at, last_seen_at, load_id)
select
    'desk',
    'T' || lpad(ticket.number::text, 9, '0'),
    case when random() < 0.97 then 1 + floor(random() ^ 2 * 3 * :customers)::bigint end,
    date_trunc('second', ticket.created_at),
    date_trunc('second', event.first_response_at),
    date_trunc('second', event.solved_at),
    case
        when random() < 0.01 then 'spam'
        when event.solved_at is null then 'open'
        when random() < 0.5 then 'solved'
        else 'closed'
    end,
    (array['low', 'normal', 'normal', 'high'])[1 + floor(4 * random())],
    (array['email', 'chat', 'phone'])[1 + floor(3 * random())],
    case when random() < 0.95 then 'Department ' || 1 + floor(12 * random() ^ 2) end,
    case when random() < 0.6 then array['theme ' || 1 + floor(40 * random() ^ 2), 'theme ' || 41 + floor(20 * random())] end,
    case when event.solved_at is not null and random() < 0.2 then case when random() < 0.85 then 'good' else 'bad' end end,
    coalesce(event.solved_at, ticket.created_at),
    coalesce(event.solved_at, ticket.created_at),
    ticket.ends_at, ticket.ends_at, 1
from ticket
cross join lateral (
    select
        case when ticket.answer_draw < 0.98 and ticket.created_at + ticket.answer_wait < ticket.ends_at
            then ticket.created_at + ticket.answer_wait end as first_response_at,
        case when ticket.solution_draw < 0.998 and ticket.created_at + ticket.solution_wait < ticket.ends_at
            then ticket.created_at + ticket.solution_wait end as solved_at
) as event;

insert into core.feedback (
    source, feedback_id, customer_ref_id, received_at, score, department, themes, has_words, version_at, observed_at,
    last_seen_at, load_id)
select
    'survey',
    'F' || number,
    1 + floor(random() * 3 * :customers)::bigint,
    instant.received_at,
    floor(11 * random()),
    'Department ' || 1 + floor(12 * random() ^ 2),
    case when random() < 0.5 then array['theme ' || 1 + floor(40 * random() ^ 2)] end,
    random() < 0.7,
    instant.received_at, span.loaded_at, span.loaded_at, 1
from generate_series(1, :tickets / 5) as number
cross join span
cross join lateral (
    select span.starts_at + (number - random()) / (:tickets / 5) * (span.ends_at - span.starts_at) as received_at
) as instant;

insert into core.interview (
    source, interview_id, customer_ref_id, occurred_at, duration, kind, participant_ref_ids, themes, has_words, version_at,
    observed_at, last_seen_at, load_id)
select
    'calls',
    'I' || number,
    1 + floor(random() * 3 * :customers)::bigint,
    instant.occurred_at,
    (5 + floor(60 * random())) * interval '1 minute',
    (array['interview', 'visit', 'call', 'sales'])[1 + floor(4 * random())],
    array[1 + floor(400 * random()), 1 + floor(400 * random())]::bigint[],
    case when random() < 0.5 then array['theme ' || 1 + floor(40 * random() ^ 2)] end,
    random() < 0.7,
    instant.occurred_at, span.loaded_at, span.loaded_at, 1
from generate_series(1, :tickets / 50) as number
cross join span
cross join lateral (
    select span.starts_at + (number - random()) / (:tickets / 50) * (span.ends_at - span.starts_at) as occurred_at
) as instant;

insert into core.meeting (
    source, meeting_id, held_at, status, invited_ref_ids, attendee_ref_ids, customer_ref_id, guest_duration, version_at,
    observed_at, last_seen_at, load_id)
select
    'board',
    'M' || number,
    instant.held_at,
    'held',
    array[20, 40, 60, 80]::bigint[],
    array[20, 40, 60]::bigint[],
    case when random() < 0.4 then 1 + floor(random() * 3 * :customers)::bigint end,
    interval '30 minutes',
    instant.held_at, span.loaded_at, span.loaded_at, 1
from generate_series(1, 2 * :weeks) as number
cross join span
cross join lateral (
    select span.starts_at + (number - random()) / (2 * :weeks) * (span.ends_at - span.starts_at) as held_at
) as instant;

insert into core.action (
    source, item_source, item_kind, item_id, action_id, acted_at, action_kind, told_at, resolved_source, version_at, observed_at,
    last_seen_at, load_id)
select
    'roadmap', '', item.item_kind, item.item_id, 'A' || round.number,
    instant.acted_at,
    (array['shipped', 'process', 'declined'])[1 + floor(3 * random())],
    case when random() < 0.7 then instant.acted_at + exp(1 + pg_temp.normal()) * interval '1 day' end,
    item.source,
    instant.acted_at, span.loaded_at, span.loaded_at, 1
from (
    select 'ticket' as item_kind, ticket.source, ticket.ticket_id as item_id, ticket.created_at as opened_at from core.ticket
    union all
    select 'feedback', feedback.source, feedback.feedback_id, feedback.received_at from core.feedback
    union all
    select 'interview', interview.source, interview.interview_id, interview.occurred_at from core.interview
) as item
cross join span
cross join (values (1, 0.5), (2, 0.05)) as round (number, share)
cross join lateral (
    select item.opened_at + exp(5.3 + 1.1 * pg_temp.normal()) * interval '1 hour' as acted_at, random() as draw
) as instant
where instant.draw < round.share
  and instant.acted_at < span.ends_at;

commit;
vacuum analyze;
