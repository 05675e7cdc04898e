create or replace function mart.approximate(number numeric)
returns double precision
language sql immutable parallel safe
begin atomic
    -- The cast raises an error where the number is too large or too small.
    select case
        when abs(number) > 1e300 then sign(number) * 1e300
        when abs(number) < 1e-300 then 0
        else number
    end::double precision;
end;
comment on function mart.approximate(numeric) is 'A number in double precision; one beyond 1e300 becomes 1e300.';
