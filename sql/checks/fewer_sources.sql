-- check: fewer_sources
-- severity: warn
-- question: Has every source that had ten records or more in the week before any in this one?
-- rows: a source that has none; one with fewer records may be silent for a week
with
source as (
    select metric_value.week_start, metric_value.member, metric_value.n as record_count
    from mart.metric_latest as metric_value
    where metric_value.week_start in ($1::date, $1::date - 7)
      and metric_value.metric = 'data_quality'
      and metric_value.dimension = 'source'
      and metric_value.statistic = 'unattributed_share'
)
select before.member as source, before.record_count as records_before
from source as before
left join source as this_week on this_week.week_start = $1 and this_week.member = before.member
where before.week_start = $1::date - 7
  and before.record_count >= 10
  and coalesce(this_week.record_count, 0) = 0
  -- A week that was not computed as a whole says nothing of its sources.
  and exists (select from source where source.week_start = $1)
