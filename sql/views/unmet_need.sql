create or replace view core.unmet_need as
with
newest as (
    select distinct on (definition.metric) definition.metric, definition.needs
    from mart.metric_definition as definition
    order by definition.metric, definition.version desc
),
need as (
    select
        newest.metric,
        replace(part.need, ' in each source', '') as need,
        part.need like '% in each source' as is_by_source
    from newest
    cross join lateral regexp_split_to_table(newest.needs, ', *') as part (need)
    where newest.needs <> ''
),
alternative as (
    select
        need.metric,
        need.need,
        need.is_by_source,
        split_part(part.alternative, '.', 1) as kind,
        nullif(split_part(part.alternative, '.', 2), '') as column_name
    from need
    cross join lateral regexp_split_to_table(need.need, ' or ') as part (alternative)
),
-- Where each source needs it, every source of the kind; else one row that stands for all of them.
place as (
    select alternative.metric, alternative.need, null as source
    from alternative
    where not alternative.is_by_source
    union
    select alternative.metric, alternative.need, connected.source
    from alternative
    join core.connected_column as connected on connected.kind = alternative.kind
    where alternative.is_by_source
)
select place.metric, place.need, place.source
from place
where not exists (
    select
    from alternative
    left join core.connected_kind as kind on kind.kind = alternative.kind
    left join core.connected_column as connected
        on connected.kind = alternative.kind
        and connected.column_name = alternative.column_name
        and (place.source is null or connected.source = place.source)
    where alternative.metric = place.metric
      and alternative.need = place.need
      and case when alternative.column_name is null then kind.kind is not null else connected.kind is not null end
);
comment on view core.unmet_need is
    'What metrics need and is not connected: one row a metric and need, by its newest definition. Without a source the metric has no figures; with one, only the records of that source are left out.';
comment on column core.unmet_need.metric is 'Name of the metric.';
comment on column core.unmet_need.need is
    'Kind, or column as kind.column, that is not connected; where several stand there, any of them would do.';
comment on column core.unmet_need.source is 'Source that lacks it; null: every source does.';
