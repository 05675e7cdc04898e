-- check: numerator_within_denominator
-- severity: fail
-- question: Is the numerator of every share within its denominator, and neither of them below 0?
-- rows: a share of which that is not so
select
    metric_value.metric,
    metric_value.dimension,
    metric_value.member,
    metric_value.statistic,
    metric_value.numerator,
    metric_value.denominator
from mart.metric_latest as metric_value
where metric_value.week_start = $1
  and metric_value.unit = 'share'
  and (metric_value.numerator > metric_value.denominator * (1 + 1e-9)
    or metric_value.numerator < 0
    or metric_value.denominator < 0)
