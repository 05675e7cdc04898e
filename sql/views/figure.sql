create or replace function mart.figure(
    of_value double precision,
    of_n bigint,
    of_excluded bigint,
    is_hidden boolean default false,
    is_missing boolean default false
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
        case when not is_hidden and not is_missing then of_value end,
        null::double precision,
        null::double precision,
        of_n,
        case when is_hidden then 0 else of_excluded end,
        null::double precision,
        null::double precision,
        case
            when is_hidden then 'suppressed'
            when is_missing then 'missing_input'
            when of_value is not null then 'ok'
            when of_n = 0 then 'empty_denominator'
            else 'insufficient_n'
        end;
end;
comment on function mart.figure(double precision, bigint, bigint, boolean, boolean) is
    'The figures of a count, mean or index that rests on n records; null: empty_denominator where n is 0, else insufficient_n; hidden: suppressed, only n is shown; missing: missing_input.';
