create or replace function core.planned_horizon_days()
returns integer
language sql stable parallel safe
begin atomic
    select coalesce(
        (
            select setting.value
            from core.setting
            where setting.setting = 'planned_horizon_days'
            order by setting.valid_from desc
            limit 1
        ),
        (
            select definition.default_value
            from core.setting_definition as definition
            where definition.setting = 'planned_horizon_days'
        )
    )::integer;
end;
comment on function core.planned_horizon_days() is
    'The setting planned_horizon_days as last set: how far ahead an interview or a meeting may be planned.';
