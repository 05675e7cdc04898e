-- What the figures are to reach.

create table mart.target (
    metric text not null,
    statistic text not null,
    dimension text not null,
    member text,
    valid_from date not null,
    direction text not null,
    value double precision,
    setting text,
    reason text not null,
    constraint target_holds_from_one_week unique nulls not distinct (metric, statistic, dimension, member, valid_from),
    constraint target_week_starts_on_monday check (not isfinite(valid_from) or extract(isodow from valid_from) = 1),
    constraint target_direction_is_known check (direction in ('at least', 'at most')),
    constraint target_is_a_number_or_a_setting check (num_nonnulls(value, setting) <= 1),
    constraint target_setting_is_defined foreign key (setting) references core.setting_definition (setting)
);
comment on table mart.target is
    'What figures are to reach: one row a metric, statistic and member, and week from which it holds, until the next one.';
comment on column mart.target.metric is 'Name of the metric; see mart.metric_definition.';
comment on column mart.target.statistic is 'Which figure of the metric.';
comment on column mart.target.dimension is 'company, segment, segment:<scheme>, department, item, theme or source.';
comment on column mart.target.member is 'Member of the dimension; null: each that has no target of its own.';
comment on column mart.target.valid_from is 'First week_start for which it holds; -infinity: from ever.';
comment on column mart.target.direction is 'at least or at most: on which side of the target the figure is to be.';
comment on column mart.target.value is 'The target in the unit of the figure; null: see setting.';
comment on column mart.target.setting is
    'The setting that is the target, as it holds in each week; null: see value. Where both are null there is no target any more.';
comment on column mart.target.reason is 'Who promised it, or where it is written.';

insert into mart.target (metric, statistic, dimension, valid_from, direction, value, setting, reason)
select promise.metric, promise.statistic, dimension.dimension, '-infinity', 'at least', promise.value, promise.setting, promise.reason
from (
    values
        ('action_rate', 'share', null::double precision, 'neglect_target', 'the promise behind the neglect index'),
        ('time_to_action', 'acted_by_30d', null, 'neglect_target', 'the early view of the same promise as action_rate'),
        ('first_response', 'within_target', null, 'neglect_target', 'the promise behind the neglect index'),
        ('leader_cadence', 'mean', null, 'leader_interviews', 'what each leader promises'),
        ('leader_cadence', 'share', 1, null, 'what each leader promises, all of them'),
        ('exposure_hours', 'share_at_target', 0.8, null, 'full marks in the scorecard'),
        ('loop_closure', 'share', 0.9, null, 'full marks in the scorecard')
) as promise (metric, statistic, value, setting, reason)
cross join (values ('company'), ('segment'), ('department')) as dimension (dimension)
where dimension.dimension <> 'segment' or promise.metric not in ('leader_cadence', 'exposure_hours');
