create or replace view core.reporting_zone as
select coalesce(
    (select setting.value from core.setting where setting.setting = 'reporting_tz' order by setting.valid_from desc limit 1),
    (select definition.default_value from core.setting_definition as definition where definition.setting = 'reporting_tz')
) as zone;
comment on view core.reporting_zone is 'Zone in which weeks and dates are read, one row; one for all time, since dates have become instants in it.';
comment on column core.reporting_zone.zone is 'IANA name.';
