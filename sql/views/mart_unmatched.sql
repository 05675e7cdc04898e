-- How many references resolve to nobody, without what they say.
--
-- A view reads its tables with the rights of its owner, but the functions in it run with those of
-- its reader; this one runs with its owner's, and returns counts alone.
create or replace function mart.unmatched_count()
returns table (
    subject text, kind text, source text, reason text, reference_count bigint, record_count bigint,
    first_date date, last_date date
)
language sql stable security definer
set search_path = pg_catalog, pg_temp
-- Compiling takes longer than the query.
set jit = off
begin atomic
    select
        unmatched.subject,
        unmatched.kind,
        unmatched.source,
        unmatched.reason,
        count(unmatched.ref),
        sum(unmatched.record_count)::bigint,
        min(unmatched.first_at at time zone zone.name)::date,
        max(unmatched.last_at at time zone zone.name)::date
    from core.unmatched as unmatched
    cross join (select core.reporting_tz() as name) as zone
    group by unmatched.subject, unmatched.kind, unmatched.source, unmatched.reason;
end;
comment on function mart.unmatched_count() is 'The rows of mart.unmatched.';

create or replace view mart.unmatched as
select
    counted.subject,
    counted.kind,
    counted.source,
    counted.reason,
    counted.reference_count,
    counted.record_count,
    counted.first_date,
    counted.last_date
from mart.unmatched_count() as counted;
comment on view mart.unmatched is
    'One row a kind, source and likely reason: references of records that resolve to no customer, or '
    'to none of us. What they say is shown by earshot unmatched.';
comment on column mart.unmatched.subject is
    'Whom they name: customer, or person (participant, attendee or assignee).';
comment on column mart.unmatched.kind is
    'Kind of the records: tickets, interviews, meetings or feedback.';
comment on column mart.unmatched.source is 'Source of the records.';
comment on column mart.unmatched.reason is
    'Likely reason: empty (none is named), pending (resolves with the next load or compute), own_domain, '
    'none_loaded (no customers or people are loaded), shared (by two customers or people), absent (no '
    'longer delivered), public_mail_domain, similar_name, number (an id that became a decimal number), '
    'unknown_domain, address_in_text, unknown_id, unknown_name; of people also other_address, '
    'not_registered, customer_address, unknown_address.';
comment on column mart.unmatched.reference_count is 'Different references.';
comment on column mart.unmatched.record_count is
    'Records with them; one that names two such people counts twice under person.';
comment on column mart.unmatched.first_date is
    'Day of the first of these records, in the reporting time zone; null: none has a time.';
comment on column mart.unmatched.last_date is 'Day of the last of them.';
