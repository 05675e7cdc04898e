-- check: records_vanished
-- severity: warn
-- question: Do the company's figures that rest on ten records or more in the newest edition of the week rest on any now?
-- rows: a figure that rests on none, although its input is still connected; fewer records can all be corrected away rightly
select withdrawn.metric, withdrawn.statistic, withdrawn.n as published_n
from mart.withdrawn
join mart.metric_latest as metric_value
    on metric_value.week_start = withdrawn.week_start
    and metric_value.metric = withdrawn.metric
    and metric_value.dimension = withdrawn.dimension
    and metric_value.member = withdrawn.member
    and metric_value.statistic = withdrawn.statistic
where withdrawn.week_start = $1
  and withdrawn.dimension = 'company'
  and withdrawn.reason = 'late_data'
  and withdrawn.n >= 10
  and metric_value.n = 0
  and metric_value.status <> 'missing_input'
