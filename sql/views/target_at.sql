create or replace function mart.target_at(
    of_week date,
    of_metric text,
    of_statistic text,
    of_dimension text,
    of_member text
)
returns table (
    target double precision,
    direction text
)
language sql stable parallel safe
as $$
    with
    chosen as (
        select target.value, target.setting, target.direction
        from mart.target
        where target.metric = of_metric
          and target.statistic = of_statistic
          and target.dimension = of_dimension
          and (target.member is null or target.member = of_member)
          and target.valid_from <= of_week
        order by target.member nulls last, target.valid_from desc
        limit 1
    ),
    held as (
        select setting.setting, setting.value
        from core.setting
        join chosen on chosen.setting = setting.setting
        where setting.valid_from <= of_week
        order by setting.valid_from desc
        limit 1
    )
    select coalesce(chosen.value, coalesce(held.value, definition.default_value)::double precision), chosen.direction
    from chosen
    left join core.setting_definition as definition on definition.setting = chosen.setting
    left join held on held.setting = chosen.setting
    where num_nonnulls(chosen.value, chosen.setting) > 0
$$;
comment on function mart.target_at(date, text, text, text, text) is
    'The target of a figure in a week, no row without one: the member''s own before that of all members; a setting as it holds in the week.';
