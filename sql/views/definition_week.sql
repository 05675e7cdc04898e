create or replace view mart.definition_week as
with
used as (
    select metric_value.week_start, metric_value.metric, max(metric_value.version) as version
    from mart.metric_value
    group by metric_value.week_start, metric_value.metric
),
aim as (
    select
        used.week_start,
        used.metric,
        string_agg(
            history.statistic || ' ' || history.direction || ' ' || history.target,
            '; ' order by history.statistic collate "C") as target
    from used
    join mart.target_history as history
        on history.metric = used.metric
        and history.dimension = 'company'
        and history.member is null
        and history.valid_from <= used.week_start
        and history.valid_to > used.week_start
    group by used.week_start, used.metric
)
select
    used.week_start,
    definition.metric,
    definition.version,
    upper(left(definition.metric, 1)) || replace(substr(definition.metric, 2), '_', ' ') as title,
    definition.question,
    definition.unit,
    definition.value || '. Counted: ' || definition.counts || '. Without a value: ' || definition.null_when as formula,
    aim.target
from used
join mart.metric_definition as definition on definition.metric = used.metric and definition.version = used.version
left join aim on aim.week_start = used.week_start and aim.metric = used.metric;
comment on view mart.definition_week is 'What the metrics of each computed week mean, one row a week and metric, in the version that computed it.';
comment on column mart.definition_week.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.definition_week.metric is 'Name of the metric.';
comment on column mart.definition_week.version is 'Version of the definition.';
comment on column mart.definition_week.title is 'The name in words.';
comment on column mart.definition_week.question is 'The question it answers.';
comment on column mart.definition_week.unit is 'Units of its statistics.';
comment on column mart.definition_week.formula is 'Its statistics, what is counted, and when there is no value.';
comment on column mart.definition_week.target is 'What its statistics are to reach for the company in this week; null: no target.';
