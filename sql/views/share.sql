create or replace function mart.share(of_numerator double precision, of_denominator double precision, of_excluded bigint)
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
as $$
    select
        of_numerator / nullif(of_denominator, 0),
        of_numerator,
        of_denominator,
        of_denominator::bigint,
        of_excluded,
        wilson.low,
        wilson.high,
        case when of_denominator > 0 then 'ok' else 'empty_denominator' end
    from mart.wilson(of_numerator, of_denominator) as wilson
$$;
comment on function mart.share(double precision, double precision, bigint) is
    'The figures of a share of records, with its Wilson interval.';
