create or replace function mart.survival(minutes integer[], events integer[])
returns table (
    minute double precision,
    completed double precision,
    share double precision,
    low double precision,
    high double precision
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
            mart.product(1 - at_risk.event_count / at_risk.risk_count) over so_far as share,
            sum(at_risk.event_count / nullif(at_risk.risk_count * (at_risk.risk_count - at_risk.event_count), 0))
                over so_far as variance
        from at_risk
        where at_risk.event_count > 0
        window so_far as (order by at_risk.minute rows unbounded preceding)
    )
    select
        step.minute,
        step.completed,
        step.share,
        -- Where nobody is left the variance has no value: the lower band is 0, the upper one unknown.
        case when step.share = 0 then 0 else step.share ^ exp(-1.959964 * sqrt(step.variance) / ln(step.share)) end,
        case when step.share > 0 then step.share ^ exp(1.959964 * sqrt(step.variance) / ln(step.share)) end
    from step;
end;
comment on function mart.survival(integer[], integer[]) is
    'Kaplan-Meier curve of records: the whole minutes that each waited, and whether that was until the event (1) or is how long it is open (0). One row a minute in which something was completed: how many were so far, the share that waits longer, and its 95 % log-log band (high is null where nobody waits any more).';
