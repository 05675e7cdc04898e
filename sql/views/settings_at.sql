create or replace function core.settings_at(week date)
returns table (
    reporting_tz text,
    qualifying_duration interval,
    guest_duration interval,
    leader_interviews double precision,
    exposure_target_hours double precision,
    response_target interval,
    action_target_days integer,
    closure_target_days integer,
    min_group_size integer,
    neglect_lambda double precision,
    neglect_target double precision,
    neglect_weight_voice double precision,
    neglect_weight_action double precision,
    neglect_weight_response double precision,
    theme_fdr double precision,
    reporting_currency text
)
language sql stable parallel safe
begin atomic
    with
    held as (
        select distinct on (setting.setting) setting.setting, setting.value
        from core.setting
        where setting.valid_from <= week
        order by setting.setting, setting.valid_from desc
    ),
    chosen as (
        select definition.setting, coalesce(held.value, definition.default_value) as value
        from core.setting_definition as definition
        left join held on held.setting = definition.setting
    ),
    wide as (
        select
            max(chosen.value) filter (where chosen.setting = 'reporting_tz') as reporting_tz,
            max(chosen.value) filter (where chosen.setting = 'qualifying_minutes') as qualifying_minutes,
            max(chosen.value) filter (where chosen.setting = 'guest_minutes') as guest_minutes,
            max(chosen.value) filter (where chosen.setting = 'leader_interviews') as leader_interviews,
            max(chosen.value) filter (where chosen.setting = 'exposure_target_hours') as exposure_target_hours,
            max(chosen.value) filter (where chosen.setting = 'response_target_hours') as response_target_hours,
            max(chosen.value) filter (where chosen.setting = 'action_target_days') as action_target_days,
            max(chosen.value) filter (where chosen.setting = 'closure_target_days') as closure_target_days,
            max(chosen.value) filter (where chosen.setting = 'min_group_size') as min_group_size,
            max(chosen.value) filter (where chosen.setting = 'neglect_lambda') as neglect_lambda,
            max(chosen.value) filter (where chosen.setting = 'neglect_target') as neglect_target,
            max(chosen.value) filter (where chosen.setting = 'neglect_weight_voice') as neglect_weight_voice,
            max(chosen.value) filter (where chosen.setting = 'neglect_weight_action') as neglect_weight_action,
            max(chosen.value) filter (where chosen.setting = 'neglect_weight_response') as neglect_weight_response,
            max(chosen.value) filter (where chosen.setting = 'theme_fdr') as theme_fdr,
            max(chosen.value) filter (where chosen.setting = 'reporting_currency') as reporting_currency
        from chosen
    ),
    most_frequent as (
        select value.currency
        from core.customer_value as value
        join core.customer on customer.customer_id = value.customer_id
        cross join wide
        where value.annual_value is not null
          and value.currency is not null
          and not customer.is_absent
          and value.valid_from < (week + 7)::timestamp at time zone wide.reporting_tz
          and value.valid_to >= (week + 7)::timestamp at time zone wide.reporting_tz
        group by value.currency
        order by count(*) desc, value.currency collate "C"
        limit 1
    )
    select
        wide.reporting_tz,
        wide.qualifying_minutes::double precision * interval '1 minute',
        wide.guest_minutes::double precision * interval '1 minute',
        wide.leader_interviews::double precision,
        wide.exposure_target_hours::double precision,
        wide.response_target_hours::double precision * interval '1 hour',
        wide.action_target_days::integer,
        wide.closure_target_days::integer,
        wide.min_group_size::integer,
        wide.neglect_lambda::double precision,
        wide.neglect_target::double precision,
        wide.neglect_weight_voice::double precision,
        wide.neglect_weight_action::double precision,
        wide.neglect_weight_response::double precision,
        wide.theme_fdr::double precision,
        coalesce(wide.reporting_currency, (select most_frequent.currency from most_frequent))
    from wide;
end;
comment on function core.settings_at(date) is
    'The settings that hold for a week, one row: set values, else defaults; the reporting currency, where not set, is the most frequent one at the end of the week.';
