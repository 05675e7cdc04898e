create or replace function mart.waiting_time(minutes integer[], events integer[])
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
            record.minute::double precision as minute,
            sum(record.event_count::double precision) as event_count,
            count(*)::double precision as record_count
        from unnest(minutes, events) as record (minute, event_count)
        group by record.minute
    ),
    at_risk as (
        select
            histogram.minute,
            histogram.event_count,
            sum(histogram.event_count) over so_far as completed,
            cardinality(minutes) - sum(histogram.record_count) over so_far + histogram.record_count as risk_count
        from histogram
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
            lag(step.survival, 1, 1::double precision) over (order by step.minute) as survival_before
        from step
    ),
    total as (
        select coalesce(cardinality(minutes), 0) as n, coalesce(max(curve.completed), 0) as completed
        from curve
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
            coalesce(sum(curve.minute * (curve.survival_before - curve.survival))
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
        quantile.area + coalesce(at_30d.survival, 1) * 43200
    from quantile
    cross join total
    left join curve as at_30d on at_30d.minute = quantile.last_minute;
end;
comment on function mart.waiting_time(integer[], integer[]) is
    'Kaplan-Meier figures of records: the whole minutes that each waited, and whether that was until the event (1) or is how long it is open (0). Quantiles and their 95 % log-log bands in minutes (null: never reached), the share done within 30 days with its band, and the area under the curve up to 30 days in minutes.';
