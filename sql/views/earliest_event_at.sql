create or replace function core.earliest_event_at()
returns timestamptz
language sql stable parallel safe
begin atomic
    select coalesce(
        (
            select setting.value
            from core.setting
            where setting.setting = 'earliest_event_date'
            order by setting.valid_from desc
            limit 1
        ),
        (
            select definition.default_value
            from core.setting_definition as definition
            where definition.setting = 'earliest_event_date'
        )
    )::date::timestamp at time zone core.reporting_tz();
end;
comment on function core.earliest_event_at() is
    'The setting earliest_event_date as last set, as an instant: no event is older, and no week before it is computed.';
