create or replace function mart.figure(of_value double precision, of_n bigint, of_excluded bigint)
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
        of_value,
        null::double precision,
        null::double precision,
        of_n,
        of_excluded,
        null::double precision,
        null::double precision,
        case when of_value is not null then 'ok' when of_n = 0 then 'empty_denominator' else 'insufficient_n' end
$$;
comment on function mart.figure(double precision, bigint, bigint) is
    'The figures of a count, mean or index that rests on n records; null: empty_denominator where n is 0, else insufficient_n.';
