create or replace function mart.waiting_time(waits integer[])
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
    ranked as (
        select
            record.wait,
            (cardinality(waits) + 1 - row_number() over (order by record.wait))::double precision as risk_count
        from unnest(waits) as record (wait)
    ),
    -- One row a record, not one a minute: over events of the same minute, one after another, product and sum come to the same.
    event as (
        select
            (ranked.wait / 2)::double precision as minute,
            lead((ranked.wait / 2)::double precision) over so_far as next_minute,
            row_number() over so_far as completed,
            mart.product(1 - 1 / ranked.risk_count) over so_far as survival,
            sum(1 / nullif(ranked.risk_count * (ranked.risk_count - 1), 0)) over so_far as variance
        from ranked
        where ranked.wait % 2 = 0
        window so_far as (order by ranked.wait rows unbounded preceding)
    ),
    step as (
        select
            event.minute,
            event.next_minute,
            event.completed,
            event.survival,
            event.variance,
            case when event.survival > 0 then -ln(event.survival) else 'infinity' end as hazard,
            -- By which the bands multiply the hazard. Where nobody is left the variance has no value: the lower band is 0,
            -- the upper one unknown.
            case when event.survival > 0 then exp(-1.959964 * sqrt(event.variance) / ln(event.survival)) end as factor
        from event
        where event.next_minute is distinct from event.minute
        -- Keeps the logarithms from being taken again for each quantile.
        offset 0
    ),
    total as (
        select
            coalesce(cardinality(waits), 0) as n,
            (select count(*) from unnest(waits) as record (wait) where record.wait % 2 = 0) as completed
    ),
    curve as (
        select
            min(step.minute) filter (where 2 * step.completed >= (select total.completed from total)) as naive_p50,
            min(step.minute) filter (where step.survival <= 0.5 + 1e-9) as p50,
            min(step.minute) filter (where step.hazard * coalesce(step.factor, 1) >= -ln(0.5 + 1e-9)) as p50_low,
            min(step.minute) filter (where step.hazard / step.factor >= -ln(0.5 + 1e-9)) as p50_high,
            min(step.minute) filter (where step.survival <= 0.25 + 1e-9) as p75,
            min(step.minute) filter (where step.hazard * coalesce(step.factor, 1) >= -ln(0.25 + 1e-9)) as p75_low,
            min(step.minute) filter (where step.hazard / step.factor >= -ln(0.25 + 1e-9)) as p75_high,
            min(step.minute) filter (where step.survival <= 0.1 + 1e-9) as p90,
            min(step.minute) filter (where step.hazard * coalesce(step.factor, 1) >= -ln(0.1 + 1e-9)) as p90_low,
            min(step.minute) filter (where step.hazard / step.factor >= -ln(0.1 + 1e-9)) as p90_high,
            min(step.survival) filter (where step.minute <= 43200) as survival_30d,
            max(step.variance) filter (where step.minute <= 43200) as variance_30d,
            least(min(step.minute), 43200)
                + coalesce(sum(step.survival * (least(step.next_minute, 43200) - step.minute))
                    filter (where step.minute <= 43200), 0) as area
        from step
    ),
    early as (
        select
            curve.survival_30d as survival,
            case when curve.survival_30d > 0
                then exp(-1.959964 * sqrt(curve.variance_30d) / ln(curve.survival_30d)) end as factor
        from curve
    )
    select
        total.n::bigint,
        total.completed,
        curve.naive_p50,
        curve.p50, curve.p50_low, curve.p50_high,
        curve.p75, curve.p75_low, curve.p75_high,
        curve.p90, curve.p90_low, curve.p90_high,
        1 - coalesce(early.survival, 1),
        case when early.survival is null then 0 else 1 - early.survival ^ (1 / early.factor) end,
        case when early.survival is null then 0 else 1 - early.survival ^ coalesce(early.factor, 1) end,
        curve.area
    from total
    cross join curve
    cross join early;
end;
comment on function mart.waiting_time(integer[]) is
    'Kaplan-Meier figures of records: of each twice the whole minutes that it waited, and one more where it is still open, so that of the same minute those done come first. Quantiles and their 95 % log-log bands in minutes (null: never reached), the share done within 30 days with its band, and the area under the curve up to 30 days in minutes.';
