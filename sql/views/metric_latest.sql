create or replace view mart.metric_latest as
select
    metric_value.week_start,
    metric_value.metric,
    metric_value.dimension,
    metric_value.member,
    metric_value.statistic,
    metric_value.unit,
    metric_value.value,
    metric_value.numerator,
    metric_value.denominator,
    metric_value.n,
    metric_value.excluded,
    metric_value.ci_low,
    metric_value.ci_high,
    metric_value.status,
    metric_value.version,
    metric_value.revision,
    metric_value.computed_at
from mart.metric_value
where metric_value.dimension <> 'leader';
comment on view mart.metric_latest is
    'Current values of all metrics, one row a week, metric, dimension, member and statistic; figures of single leaders left out.';
comment on column mart.metric_latest.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.metric_latest.metric is 'Name of the metric; see mart.metric_definition.';
comment on column mart.metric_latest.dimension is 'company, segment, segment:<scheme>, department, item, theme or source.';
comment on column mart.metric_latest.member is 'Member of the dimension; all for the company.';
comment on column mart.metric_latest.statistic is 'Which figure of the metric.';
comment on column mart.metric_latest.unit is 'Unit of the value.';
comment on column mart.metric_latest.value is 'The value; null: see status.';
comment on column mart.metric_latest.numerator is 'Numerator of a share.';
comment on column mart.metric_latest.denominator is 'Denominator of a share.';
comment on column mart.metric_latest.n is 'Records the value rests on.';
comment on column mart.metric_latest.excluded is 'Records in scope that a rule leaves out.';
comment on column mart.metric_latest.ci_low is 'Lower end of the 95 % interval; null: none.';
comment on column mart.metric_latest.ci_high is 'Upper end of the 95 % interval; null: none, or never reached.';
comment on column mart.metric_latest.status is 'ok, or why there is no value.';
comment on column mart.metric_latest.version is 'Version of the definition.';
comment on column mart.metric_latest.revision is 'Counts the values that were published for this row, from 1.';
comment on column mart.metric_latest.computed_at is 'When it was computed.';
