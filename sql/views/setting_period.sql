create or replace view core.setting_period as
select
    history.setting,
    history.valid_from::timestamp at time zone reporting_zone.zone as starts_at,
    history.valid_to::timestamp at time zone reporting_zone.zone as ends_at,
    -- The others are no numbers, and the planner may look at them before it knows which one is asked for.
    case
        when history.setting in (
            'qualifying_minutes', 'guest_minutes', 'response_target_hours', 'action_target_days', 'closure_target_days')
        then history.value::double precision
    end as number
from mart.setting_history as history
cross join core.reporting_zone;
comment on view core.setting_period is 'What the settings by which single records are judged were, when, as instants.';
comment on column core.setting_period.starts_at is 'First instant of the first week for which the value holds; -infinity: from ever.';
comment on column core.setting_period.ends_at is 'First instant of the first week for which it holds no more; infinity: it still holds.';
comment on column core.setting_period.number is 'The value, in the unit that the name of the setting says; null: a setting of another sort.';
