create or replace function mart.wilson(numerator double precision, denominator double precision)
returns table (low double precision, high double precision)
language sql immutable parallel safe
begin atomic
    select
        case when denominator > 0 then greatest(0, centre - half_width) end,
        case when denominator > 0 then least(1, centre + half_width) end
    from (
        select
            (numerator + z * z / 2) / nullif(denominator + z * z, 0) as centre,
            z * sqrt(greatest(0, numerator * (denominator - numerator)) / nullif(denominator, 0) + z * z / 4)
                / nullif(denominator + z * z, 0) as half_width
        from (select 1.959964::double precision as z) as normal
    ) as interval;
end;
comment on function mart.wilson(double precision, double precision) is
    '95 % interval of a share after Wilson (1927), z = 1.959964; null where the denominator is 0.';
