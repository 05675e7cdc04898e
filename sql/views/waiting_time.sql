create or replace function mart.waiting_time(minutes integer[], done_counts bigint[], open_minutes integer[])
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
    total as (
        select coalesce(sum(histogram.done_count), 0)::bigint as completed
        from unnest(done_counts) as histogram (done_count)
    ),
    step as materialized (
        select
            survival.*,
            survival.minute <= 43200 and coalesce(survival.next_minute > 43200, true) as is_last_of_30d
        from mart.survival(minutes, done_counts, open_minutes) as survival
    ),
    curve as (
        select
            min(step.minute) filter (where 2 * step.completed >= (select total.completed from total)) as naive_p50,
            min(step.minute) filter (where step.share <= 0.5 + 1e-9) as p50,
            min(step.minute) filter (where step.low <= 0.5 + 1e-9) as p50_low,
            min(step.minute) filter (where step.high <= 0.5 + 1e-9) as p50_high,
            min(step.minute) filter (where step.share <= 0.25 + 1e-9) as p75,
            min(step.minute) filter (where step.low <= 0.25 + 1e-9) as p75_low,
            min(step.minute) filter (where step.high <= 0.25 + 1e-9) as p75_high,
            min(step.minute) filter (where step.share <= 0.1 + 1e-9) as p90,
            min(step.minute) filter (where step.low <= 0.1 + 1e-9) as p90_low,
            min(step.minute) filter (where step.high <= 0.1 + 1e-9) as p90_high,
            count(*) filter (where step.is_last_of_30d) as early_count,
            min(step.share) filter (where step.is_last_of_30d) as share_30d,
            min(step.low) filter (where step.is_last_of_30d) as low_30d,
            min(step.high) filter (where step.is_last_of_30d) as high_30d,
            least(min(step.minute), 43200)
                + coalesce(sum(step.share * (least(step.next_minute, 43200) - step.minute))
                    filter (where step.minute <= 43200), 0) as area
        from step
    )
    select
        total.completed + coalesce(cardinality(open_minutes), 0),
        total.completed,
        curve.naive_p50,
        curve.p50, curve.p50_low, curve.p50_high,
        curve.p75, curve.p75_low, curve.p75_high,
        curve.p90, curve.p90_low, curve.p90_high,
        1 - coalesce(curve.share_30d, 1),
        case when curve.early_count = 0 then 0 else 1 - curve.high_30d end,
        1 - coalesce(curve.low_30d, 1),
        curve.area
    from total
    cross join curve;
end;
comment on function mart.waiting_time(integer[], bigint[], integer[]) is
    'Kaplan-Meier figures of records, as mart.survival takes them: how many, how many of them done, quantiles and their 95 % log-log bands in minutes (null: never reached), the share done within 30 days with its band, and the area under the curve up to 30 days in minutes.';
