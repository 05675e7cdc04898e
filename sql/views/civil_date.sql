-- Written out in place, so a million calls cost little, but only where the zone is a column: with the subquery of
-- core.reporting_zone it is not, hence `zone as materialized` in the views that call it.
create or replace function mart.civil_date(instant timestamptz, zone text)
returns date
language sql immutable parallel safe
begin atomic
    -- Where midnight exists twice the day begins with the later one, as all windows do.
    select (instant at time zone zone)::date
        - (instant < ((instant at time zone zone)::date)::timestamp at time zone zone)::integer;
end;
comment on function mart.civil_date(timestamptz, text) is
    'The day of a zone on which an instant falls; days begin where the windows of the metrics do.';
