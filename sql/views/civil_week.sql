create or replace function mart.civil_week(instant timestamptz, zone text)
returns date
language sql immutable parallel safe
begin atomic
    select mart.civil_date(instant, zone) - extract(isodow from mart.civil_date(instant, zone))::integer + 1;
end;
comment on function mart.civil_week(timestamptz, text) is 'The Monday of the week of a zone in which an instant falls.';
