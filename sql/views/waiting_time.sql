create or replace function mart.waiting_time(minutes integer[], events bigint[], censored bigint[])
returns table (
    n bigint,
    completed bigint,
    naive_p50 double precision,
    p50 double precision,
    p50_low double precision,
    p50_high double precision,
    p75 double precision,
    p75_low double precision,
    p75_high double precision,
    p90 double precision,
    p90_low double precision,
    p90_high double precision,
    by_30d double precision,
    by_30d_low double precision,
    by_30d_high double precision,
    rmst_30 double precision
)
language sql immutable parallel safe
begin atomic
    with
    -- Counts as double precision: exact below 2^53, and summed several times faster than bigint, whose sum is numeric.
    histogram as (
        select
            bar.minute::double precision as minute,
            bar.event_count::double precision as event_count,
            bar.censored_count::double precision as censored_count
        from unnest(minutes, events, censored) as bar (minute, event_count, censored_count)
    ),
    total as (
        select
            coalesce(sum(histogram.event_count + histogram.censored_count), 0) as n,
            coalesce(sum(histogram.event_count), 0) as completed
        from histogram
    ),
    at_risk as (
        select
            histogram.minute,
            histogram.event_count,
            sum(histogram.event_count) over so_far as completed,
            total.n - sum(histogram.event_count + histogram.censored_count) over so_far
                + histogram.event_count + histogram.censored_count as risk_count
        from histogram
        cross join total
        window so_far as (order by histogram.minute rows unbounded preceding)
    ),
    step as (
        select
            at_risk.minute,
            at_risk.completed,
            core.product(1 - at_risk.event_count / at_risk.risk_count) over so_far as survival,
            sum(at_risk.event_count / nullif(at_risk.risk_count * (at_risk.risk_count - at_risk.event_count), 0))
                over so_far as variance
        from at_risk
        where at_risk.event_count > 0
        window so_far as (order by at_risk.minute rows unbounded preceding)
    ),
    curve as (
        select
            step.minute,
            step.completed,
            step.survival,
            -- Where nobody is left the variance has no value: the lower band is 0, the upper one unknown.
            case when step.survival = 0 then 0
                else step.survival ^ exp(-1.959964 * sqrt(step.variance) / ln(step.survival)) end as low,
            case when step.survival > 0
                then step.survival ^ exp(1.959964 * sqrt(step.variance) / ln(step.survival)) end as high,
            lag(step.survival, 1, 1::double precision) over by_time as survival_before,
            lag(step.minute, 1, 0::double precision) over by_time as minute_before
        from step
        window by_time as (order by step.minute)
    ),
    quantile as (
        select
            min(curve.minute) filter (where 2 * curve.completed >= total.completed) as naive_p50,
            min(curve.minute) filter (where curve.survival <= 0.5 + 1e-9) as p50,
            min(curve.minute) filter (where curve.low <= 0.5 + 1e-9) as p50_low,
            min(curve.minute) filter (where curve.high <= 0.5 + 1e-9) as p50_high,
            min(curve.minute) filter (where curve.survival <= 0.25 + 1e-9) as p75,
            min(curve.minute) filter (where curve.low <= 0.25 + 1e-9) as p75_low,
            min(curve.minute) filter (where curve.high <= 0.25 + 1e-9) as p75_high,
            min(curve.minute) filter (where curve.survival <= 0.1 + 1e-9) as p90,
            min(curve.minute) filter (where curve.low <= 0.1 + 1e-9) as p90_low,
            min(curve.minute) filter (where curve.high <= 0.1 + 1e-9) as p90_high,
            coalesce(sum(curve.survival_before * (curve.minute - curve.minute_before))
                filter (where curve.minute <= 43200), 0) as area,
            max(curve.minute) filter (where curve.minute <= 43200) as last_minute
        from curve
        cross join total
    )
    select
        total.n::bigint,
        total.completed::bigint,
        quantile.naive_p50,
        quantile.p50, quantile.p50_low, quantile.p50_high,
        quantile.p75, quantile.p75_low, quantile.p75_high,
        quantile.p90, quantile.p90_low, quantile.p90_high,
        1 - coalesce(at_30d.survival, 1),
        case when at_30d.minute is null then 0 else 1 - at_30d.high end,
        case when at_30d.minute is null then 0 else 1 - at_30d.low end,
        quantile.area + coalesce(at_30d.survival, 1) * (43200 - coalesce(at_30d.minute, 0))
    from quantile
    cross join total
    left join curve as at_30d on at_30d.minute = quantile.last_minute;
end;
comment on function mart.waiting_time(integer[], bigint[], bigint[]) is
    'Kaplan-Meier figures of a histogram of waiting times: distinct whole minutes, events and open records at each. Quantiles and their 95 % log-log bands in minutes (null: never reached), the share done within 30 days with its band, and the area under the curve up to 30 days in minutes.';
