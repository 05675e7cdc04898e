-- check: empty_over_filled
-- severity: fail
-- question: Has every metric whose company stands in the newest edition of the week any figure still, or was it emptied on purpose?
-- rows: a metric that has none; one whose rows are as many as there are themes, members or sources may have none
select withdrawn.metric, count(*) as published_figures
from mart.withdrawn
where withdrawn.week_start = $1
  and withdrawn.dimension = 'company'
  and withdrawn.reason <> 'forced'
  and not exists (
    select from mart.metric_latest as metric_value
    where metric_value.week_start = withdrawn.week_start and metric_value.metric = withdrawn.metric)
group by withdrawn.metric
