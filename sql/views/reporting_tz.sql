create or replace function core.reporting_tz()
returns text
language sql stable parallel safe
begin atomic
    select reporting_zone.zone from core.reporting_zone;
end;
comment on function core.reporting_tz() is 'The zone of core.reporting_zone. A view of mart joins that instead: functions read with the rights of who calls.';
