create or replace function mart.plain_share(
    of_numerator double precision,
    of_denominator double precision,
    of_n bigint,
    of_excluded bigint
)
returns table (
    value double precision,
    numerator double precision,
    denominator double precision,
    n bigint,
    excluded bigint,
    ci_low double precision,
    ci_high double precision,
    status text
)
language sql immutable parallel safe
begin atomic
    select
        of_numerator / nullif(of_denominator, 0),
        of_numerator,
        of_denominator,
        of_n,
        of_excluded,
        null::double precision,
        null::double precision,
        case when of_denominator <> 0 then 'ok' else 'empty_denominator' end;
end;
comment on function mart.plain_share(double precision, double precision, bigint, bigint) is
    'The figures of a share of what is no sample of independent records (value, seats, conversations): without interval.';
