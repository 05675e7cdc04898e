create or replace function core.binomial_tail(trial_count bigint, least_count bigint, probability double precision)
returns double precision
language sql immutable parallel safe
begin atomic
    -- The first term in logarithms, the others by their ratio to the one before: no factorial overflows.
    with
    first_term as (
        select coalesce(sum(ln((trial_count - least_count + step)::double precision / step)), 0)
            + least_count * ln(probability) + (trial_count - least_count) * ln(1 - probability) as logarithm
        from generate_series(1, least_count) as step
    ),
    ratio as (
        select
            successes,
            sum(ln((trial_count - successes + 1)::double precision / successes) + ln(probability) - ln(1 - probability))
                over (order by successes) as logarithm
        from generate_series(least_count + 1, trial_count) as successes
    ),
    term as (
        select first_term.logarithm from first_term
        union all
        select first_term.logarithm + ratio.logarithm from ratio cross join first_term
    )
    select
        case
            when least_count <= 0 then 1
            when least_count > trial_count then 0
            when probability <= 0 then 0
            when probability >= 1 then 1
            -- exp() of less is an error, not 0.
            else (select least(1, sum(exp(term.logarithm)) filter (where term.logarithm > -700)) from term)
        end;
end;
comment on function core.binomial_tail(bigint, bigint, double precision) is
    'Probability of at least least_count successes in trial_count trials.';
