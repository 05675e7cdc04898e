create or replace view mart.missing_input as
select unmet.metric, unmet.need, unmet.source
from core.unmet_need as unmet;
comment on view mart.missing_input is
    'What was never loaded and which metrics wait for it, one row a metric and need. Without a source the metric is missing_input; with one, the records of that source are left out of it.';
comment on column mart.missing_input.metric is 'Name of the metric; see mart.metric_definition.';
comment on column mart.missing_input.need is
    'Kind, or column as kind.column, that no load had; where several stand there, any of them would do.';
comment on column mart.missing_input.source is 'Source whose loads lack it; null: those of every source do.';
