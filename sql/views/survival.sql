create or replace function mart.survival(minutes integer[], done_counts bigint[], open_minutes integer[])
returns table (
    minute double precision,
    next_minute double precision,
    completed double precision,
    share double precision,
    low double precision,
    high double precision
)
language sql immutable parallel safe
begin atomic
    with
    still_open as (
        select array_agg(record.minute order by record.minute) as minutes from unnest(open_minutes) as record (minute)
    ),
    at_risk as (
        select
            histogram.minute::double precision as minute,
            histogram.done_count::double precision as done_count,
            -- Who waits is at risk in the minute up to which that is known, too.
            sum(histogram.done_count::double precision) over (order by histogram.minute desc rows unbounded preceding)
                + coalesce(cardinality(open_minutes), 0)
                - coalesce(width_bucket(histogram.minute - 1, (select still_open.minutes from still_open)), 0) as risk_count
        from unnest(minutes, done_counts) as histogram (minute, done_count)
    ),
    step as (
        select
            at_risk.minute,
            lead(at_risk.minute) over so_far as next_minute,
            sum(at_risk.done_count) over so_far as completed,
            mart.product(1 - at_risk.done_count / at_risk.risk_count) over so_far as share,
            sum(at_risk.done_count / nullif(at_risk.risk_count * (at_risk.risk_count - at_risk.done_count), 0))
                over so_far as variance
        from at_risk
        window so_far as (order by at_risk.minute rows unbounded preceding)
    )
    select
        step.minute,
        step.next_minute,
        step.completed,
        step.share,
        -- Where nobody is left the variance has no value: the lower band is 0, the upper one unknown.
        case when step.share = 0 then 0 else step.share ^ exp(-1.959964 * sqrt(step.variance) / ln(step.share)) end,
        case when step.share > 0 then step.share ^ exp(1.959964 * sqrt(step.variance) / ln(step.share)) end
    from step;
end;
comment on function mart.survival(integer[], bigint[], integer[]) is
    'Kaplan-Meier curve of records: the whole minutes after which something was done, each once, in how many records, and the whole minutes that those still open have waited so far. One row a minute in which something was done: the next such minute, how many were done so far, the share that waits longer, and its 95 % log-log band (high is null where nobody waits any more).';
