create or replace view mart.target_history as
with
period as (
    select
        target.metric,
        target.statistic,
        target.dimension,
        target.member,
        target.valid_from,
        lead(target.valid_from, 1, 'infinity') over (
            partition by target.metric, target.statistic, target.dimension, target.member
            order by target.valid_from) as valid_to,
        target.direction,
        target.value,
        target.setting
    from mart.target
)
select
    period.metric,
    period.statistic,
    period.dimension,
    period.member,
    greatest(period.valid_from, setting.valid_from) as valid_from,
    least(period.valid_to, setting.valid_to) as valid_to,
    period.direction,
    coalesce(period.value, setting.value::double precision) as target
from period
left join mart.setting_history as setting
    on setting.setting = period.setting
    and setting.valid_from < period.valid_to
    and setting.valid_to > period.valid_from;
comment on view mart.target_history is
    'What figures were to reach, when: mart.target with its settings looked up. A member''s own target goes before that of all members.';
comment on column mart.target_history.metric is 'Name of the metric.';
comment on column mart.target_history.statistic is 'Which figure of the metric.';
comment on column mart.target_history.dimension is 'company, segment, segment:<scheme>, department, item, theme or source.';
comment on column mart.target_history.member is 'Member of the dimension; null: each that has no target of its own.';
comment on column mart.target_history.valid_from is 'First week_start for which it holds; -infinity: from ever.';
comment on column mart.target_history.valid_to is 'First week_start for which it holds no more; infinity: it still holds.';
comment on column mart.target_history.direction is 'at least or at most: on which side of the target the figure is to be.';
comment on column mart.target_history.target is 'The target in the unit of the figure; null: there is none any more.';
