create or replace view mart.withdrawn as
with
newest as (
    select edition.week_start, max(edition.edition) as edition
    from mart.edition
    group by edition.week_start
)
select
    revision.week_start,
    revision.metric,
    revision.dimension,
    revision.member,
    revision.statistic,
    revision.unit,
    revision.value,
    revision.n,
    revision.edition,
    revision.reason
from mart.metric_revision as revision
join newest on newest.week_start = revision.week_start and newest.edition = revision.edition
where revision.dimension <> 'leader';
comment on view mart.withdrawn is
    'Values that stand in the newest edition of their week but were replaced since, so that the next edition will differ; figures of single leaders left out.';
comment on column mart.withdrawn.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.withdrawn.metric is 'Name of the metric; see mart.metric_definition.';
comment on column mart.withdrawn.dimension is 'company, segment, segment:<scheme>, department, item, theme or source.';
comment on column mart.withdrawn.member is 'Member of the dimension; all for the company.';
comment on column mart.withdrawn.statistic is 'Which figure of the metric.';
comment on column mart.withdrawn.unit is 'Unit of the value.';
comment on column mart.withdrawn.value is 'The value that was published; null: there was none.';
comment on column mart.withdrawn.n is 'Records it rested on.';
comment on column mart.withdrawn.edition is 'The newest edition.';
comment on column mart.withdrawn.reason is 'Why it was replaced: late_data, definition, setting or forced.';
