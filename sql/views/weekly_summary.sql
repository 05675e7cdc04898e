create or replace view mart.weekly_summary as
select
    metric_value.week_start,
    to_char(metric_value.week_start, 'IYYY-"W"IW') as iso_week,
    metric_value.metric,
    metric_value.statistic,
    headline.title,
    metric_value.value,
    metric_value.unit,
    metric_value.status,
    previous.value as previous,
    metric_value.value - previous.value as change,
    four_weeks_ago.value as four_weeks_ago,
    thirteen_weeks_ago.value as thirteen_weeks_ago,
    target.target,
    case target.direction
        when 'at least' then metric_value.value >= target.target
        when 'at most' then metric_value.value <= target.target
    end as target_met,
    metric_value.n,
    target.direction,
    case when metric_value.denominator = metric_value.n then metric_value.numerator end as counted
from mart.headline
join mart.metric_value
    on metric_value.metric = headline.metric
    and metric_value.statistic = headline.statistic
    and metric_value.dimension = 'company'
left join mart.metric_value as previous
    on previous.week_start = metric_value.week_start - 7
    and previous.metric = metric_value.metric
    and previous.dimension = metric_value.dimension
    and previous.member = metric_value.member
    and previous.statistic = metric_value.statistic
left join mart.metric_value as four_weeks_ago
    on four_weeks_ago.week_start = metric_value.week_start - 28
    and four_weeks_ago.metric = metric_value.metric
    and four_weeks_ago.dimension = metric_value.dimension
    and four_weeks_ago.member = metric_value.member
    and four_weeks_ago.statistic = metric_value.statistic
left join mart.metric_value as thirteen_weeks_ago
    on thirteen_weeks_ago.week_start = metric_value.week_start - 91
    and thirteen_weeks_ago.metric = metric_value.metric
    and thirteen_weeks_ago.dimension = metric_value.dimension
    and thirteen_weeks_ago.member = metric_value.member
    and thirteen_weeks_ago.statistic = metric_value.statistic
left join lateral (
    select history.target, history.direction
    from mart.target_history as history
    where history.metric = metric_value.metric
      and history.statistic = metric_value.statistic
      and history.dimension = metric_value.dimension
      and (history.member is null or history.member = metric_value.member)
      and history.valid_from <= metric_value.week_start
      and history.valid_to > metric_value.week_start
    order by history.member nulls last
    limit 1
) as target on true;
comment on view mart.weekly_summary is
    'The headlines of each computed week, one row a week and figure of the company, with what it was before and what it is to reach.';
comment on column mart.weekly_summary.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.weekly_summary.iso_week is 'The week as ISO 8601 names it, such as 2026-W10.';
comment on column mart.weekly_summary.metric is 'Name of the metric; see mart.metric_definition.';
comment on column mart.weekly_summary.statistic is 'Which figure of the metric.';
comment on column mart.weekly_summary.title is 'The figure in plain words.';
comment on column mart.weekly_summary.value is 'The value; null: see status.';
comment on column mart.weekly_summary.unit is 'Unit of the value, of the earlier ones and of the target.';
comment on column mart.weekly_summary.status is 'ok, or why there is no value.';
comment on column mart.weekly_summary.previous is 'The value a week before; null: there was none.';
comment on column mart.weekly_summary.change is 'Value less previous; null where either is.';
comment on column mart.weekly_summary.four_weeks_ago is 'The value four weeks before; null: there was none.';
comment on column mart.weekly_summary.thirteen_weeks_ago is 'The value thirteen weeks before; null: there was none.';
comment on column mart.weekly_summary.target is 'What the value is to reach in this week (mart.target); null: no target.';
comment on column mart.weekly_summary.target_met is 'Whether it does; null: no target or no value.';
comment on column mart.weekly_summary.n is 'Records the value rests on.';
comment on column mart.weekly_summary.direction is 'at least or at most: on which side of the target the value is to be; null: no target.';
comment on column mart.weekly_summary.counted is 'Of the n records of a share those that count; null: the value is no share of records.';
