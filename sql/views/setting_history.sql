create or replace view mart.setting_history as
with
change as (
    select setting.setting, setting.valid_from, setting.value
    from core.setting
    union all
    select definition.setting, '-infinity', definition.default_value
    from core.setting_definition as definition
    where not exists (
        select from core.setting where setting.setting = definition.setting and setting.valid_from = '-infinity')
)
select
    change.setting,
    change.valid_from,
    lead(change.valid_from, 1, 'infinity') over (partition by change.setting order by change.valid_from) as valid_to,
    change.value
from change;
comment on view mart.setting_history is 'What each setting was, when: its default until it was set, and each value until the next.';
comment on column mart.setting_history.setting is 'Name of the setting.';
comment on column mart.setting_history.valid_from is 'First week_start for which the value holds; -infinity: from ever.';
comment on column mart.setting_history.valid_to is 'First week_start for which it holds no more; infinity: it still holds.';
comment on column mart.setting_history.value is 'The value as text; null: derived from the data.';
