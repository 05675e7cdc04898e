create or replace function mart.whole_minutes(span interval)
returns integer
language sql immutable parallel safe
begin atomic
    -- A date of the year 9999 is further away than an integer has minutes; it is no reason for a view to fail.
    select floor(least(greatest(date_part('epoch', span) / 60, -2147483648), 2147483647))::integer;
end;
comment on function mart.whole_minutes(interval) is
    'A length in minutes, rounded down, at most 2,147,483,647 either way, which is 4,083 years.';
