create or replace function mart.share(
    of_numerator double precision,
    of_denominator double precision,
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
        case when not is_hidden and not is_missing then of_numerator / nullif(of_denominator, 0) end,
        case when not is_hidden and not is_missing then of_numerator end,
        case when not is_hidden and not is_missing then of_denominator end,
        of_denominator::bigint,
        case when is_hidden then 0 else of_excluded end,
        case when not is_hidden and not is_missing then wilson.low end,
        case when not is_hidden and not is_missing then wilson.high end,
        case
            when is_hidden then 'suppressed'
            when is_missing then 'missing_input'
            when of_denominator > 0 then 'ok'
            else 'empty_denominator'
        end
    from mart.wilson(of_numerator, of_denominator) as wilson;
end;
comment on function mart.share(double precision, double precision, bigint, boolean, boolean) is
    'The figures of a share of records, with its Wilson interval; hidden: suppressed, only n is shown; missing: missing_input, without numbers.';
