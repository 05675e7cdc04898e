create or replace function core.reporting_tz()
returns text
language sql stable parallel safe
as $$
    select coalesce(
        (select setting.value from core.setting where setting.setting = 'reporting_tz' order by setting.valid_from desc limit 1),
        (select definition.default_value from core.setting_definition as definition where definition.setting = 'reporting_tz'))
$$;
comment on function core.reporting_tz() is 'Zone in which weeks and dates are read; one for all time, since dates have become instants in it.';
