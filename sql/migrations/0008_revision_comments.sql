-- What analysts see of revisions, explained as the current values are.

comment on column mart.metric_revision.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.metric_revision.metric is 'Name of the metric.';
comment on column mart.metric_revision.dimension is 'company, segment, segment:<scheme>, department, leader, item, theme or source.';
comment on column mart.metric_revision.member is 'Member of the dimension; all for the company.';
comment on column mart.metric_revision.statistic is 'Which figure of the metric.';
comment on column mart.metric_revision.revision is 'Number of the value among those published for this row, from 1.';
comment on column mart.metric_revision.unit is 'Unit of the value.';
comment on column mart.metric_revision.value is 'The value; null: see status.';
comment on column mart.metric_revision.numerator is 'Numerator of a share.';
comment on column mart.metric_revision.denominator is 'Denominator of a share.';
comment on column mart.metric_revision.n is 'Records the value rested on.';
comment on column mart.metric_revision.excluded is 'Records in scope that a rule left out.';
comment on column mart.metric_revision.ci_low is 'Lower end of the 95 % interval; null: none.';
comment on column mart.metric_revision.ci_high is 'Upper end of the 95 % interval; null: none, or never reached.';
comment on column mart.metric_revision.status is 'ok, or why there was no value.';
comment on column mart.metric_revision.version is 'Version of the definition.';
