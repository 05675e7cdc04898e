create or replace function mart.waiting_curve(of_week date)
returns table (
    wait text,
    n bigint,
    longest double precision,
    minute double precision,
    completed double precision,
    share double precision,
    low double precision,
    high double precision
)
language sql stable parallel safe
begin atomic
    with
    week as (
        select
            week.ends_at,
            ((week.week_start - 84)::timestamp at time zone setting.value) as w13_starts_at
        from mart.week
        join mart.setting_history as setting
            on setting.setting = 'reporting_tz'
            and setting.valid_from <= week.week_start
            and setting.valid_to > week.week_start
        where week.week_start = of_week
    ),
    ticket as materialized (
        select ticket.created_at, ticket.first_response_at, ticket.is_response_untimed,
            case when ticket.is_solved then ticket.solved_at end as solved_at, ticket.is_resolution_untimed,
            week.ends_at
        from mart.ticket
        join week on ticket.created_at >= week.w13_starts_at and ticket.created_at < week.ends_at
        where ticket.is_item
    ),
    record as (
        select 'answer' as wait, ticket.created_at as started_at, ticket.first_response_at as done_at, ticket.ends_at
        from ticket
        where not ticket.is_response_untimed
        union all
        select 'solution', ticket.created_at, ticket.solved_at, ticket.ends_at
        from ticket
        where not ticket.is_resolution_untimed
        union all
        select 'action', item.opened_at, item.first_acted_at, week.ends_at
        from mart.item
        join week on item.opened_at >= week.w13_starts_at and item.opened_at < week.ends_at
        where not item.is_action_untimed
          and not exists (
            select from mart.metric_latest as metric_value
            where metric_value.week_start = of_week
              and metric_value.metric = 'time_to_action'
              and metric_value.dimension = 'company'
              and metric_value.status = 'missing_input')
    ),
    timed as (
        select
            record.wait,
            floor(date_part('epoch', least(record.done_at, record.ends_at) - record.started_at) / 60)::integer as minutes,
            coalesce(record.done_at < record.ends_at, false) as is_done
        from record
    ),
    histogram as (
        select timed.wait, timed.minutes, count(*) as done_count
        from timed
        where timed.is_done
        group by timed.wait, timed.minutes
    ),
    done as (
        select
            histogram.wait,
            array_agg(histogram.minutes) as minutes,
            array_agg(histogram.done_count) as done_counts
        from histogram
        group by histogram.wait
    ),
    waiting as (
        select
            timed.wait,
            count(*) as n,
            max(timed.minutes)::double precision as longest,
            array_agg(timed.minutes) filter (where not timed.is_done) as open_minutes
        from timed
        group by timed.wait
    )
    select
        waiting.wait,
        waiting.n,
        waiting.longest,
        survival.minute,
        survival.completed,
        survival.share,
        survival.low,
        survival.high
    from waiting
    left join done on done.wait = waiting.wait
    left join lateral mart.survival(done.minutes, done.done_counts, waiting.open_minutes) as survival on true;
end;
comment on function mart.waiting_curve(date) is
    'The curves behind the waiting times of the company in a computed week, given its Monday: of what was opened in the 13 weeks, the share that still waits after so many minutes for a first answer (wait = answer), a solution or an action, with its 95 % band. n counts the records and longest is the longest wait so far, the same in each row; without any event there is one row, whose minute is null.';
