create or replace function mart.quantile(
    of_value double precision,
    of_low double precision,
    of_high double precision,
    of_n bigint,
    of_completed bigint,
    of_excluded bigint,
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
        case when of_completed >= 5 then of_value end,
        null::double precision,
        null::double precision,
        of_n,
        of_excluded,
        case when of_completed >= 5 then of_low end,
        case when of_completed >= 5 then of_high end,
        case
            when is_missing then 'missing_input'
            when of_n = 0 then 'empty_denominator'
            when of_completed < 5 then 'insufficient_n'
            when of_value is null then 'not_reached'
            else 'ok'
        end;
end;
comment on function mart.quantile(double precision, double precision, double precision, bigint, bigint, bigint, boolean) is
    'The figures of a quantile with its interval; fewer than 5 completed records are insufficient; missing: missing_input.';
