-- check: share_in_bounds
-- severity: fail
-- question: Do shares, probabilities and shortfalls, with the ends of their intervals, lie within 0 and 1?
-- rows: a value or an interval that does not
select
    metric_value.metric,
    metric_value.dimension,
    metric_value.member,
    metric_value.statistic,
    metric_value.value,
    metric_value.ci_low,
    metric_value.ci_high
from mart.metric_latest as metric_value
where metric_value.week_start = $1
  and metric_value.unit in ('share', 'probability', 'shortfall')
  -- Comparisons with null do not count: what is not there is not out of bounds.
  and (least(metric_value.value, metric_value.ci_low, metric_value.ci_high) < -1e-9
    or greatest(metric_value.value, metric_value.ci_low, metric_value.ci_high) > 1 + 1e-9)
