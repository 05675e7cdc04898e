-- check: neglect_contributions_add_up
-- severity: fail
-- question: Do the segments' contributions add up to the company's neglect index?
-- rows: the week, when they do not
with
neglect as (
    select metric_value.dimension, metric_value.statistic, metric_value.value
    from mart.metric_latest as metric_value
    where metric_value.week_start = $1
      and metric_value.metric = 'segment_neglect'
      and metric_value.statistic in ('index', 'contribution')
),
total as (
    select
        sum(neglect.value) filter (where neglect.dimension = 'company' and neglect.statistic = 'index') as company_index,
        sum(neglect.value) filter (where neglect.statistic = 'contribution') as contributions
    from neglect
)
select total.company_index, total.contributions
from total
where (total.company_index is null) <> (total.contributions is null)
   or abs(total.company_index - total.contributions) > 1e-6
