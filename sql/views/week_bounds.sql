create or replace function core.week_bounds(week date)
returns table (
    week_start date,
    starts_at timestamptz,
    ends_at timestamptz,
    w4_starts_at timestamptz,
    w4_half_at timestamptz,
    w6_starts_at timestamptz,
    w6_half_at timestamptz,
    w13_starts_at timestamptz,
    w13_half_at timestamptz,
    baseline_starts_at timestamptz,
    mature_ends_at timestamptz,
    mature_w13_starts_at timestamptz,
    mature_w26_starts_at timestamptz,
    items_start_at timestamptz,
    closure_ends_at timestamptz,
    closure_starts_at timestamptz
)
language sql stable parallel safe
begin atomic
    with
    civil as (
        select
            (week + 7)::timestamp as week_end,
            settings.reporting_tz as zone,
            settings.action_target_days,
            settings.closure_target_days
        from core.settings_at(week) as settings
    )
    select
        week,
        (civil.week_end - interval '7 days') at time zone civil.zone,
        civil.week_end at time zone civil.zone,
        (civil.week_end - interval '28 days') at time zone civil.zone,
        (civil.week_end - interval '14 days') at time zone civil.zone,
        (civil.week_end - interval '42 days') at time zone civil.zone,
        (civil.week_end - interval '21 days') at time zone civil.zone,
        (civil.week_end - interval '91 days') at time zone civil.zone,
        (civil.week_end - interval '45 days 12 hours') at time zone civil.zone,
        (civil.week_end - interval '98 days') at time zone civil.zone,
        (civil.week_end - make_interval(days => civil.action_target_days)) at time zone civil.zone,
        (civil.week_end - make_interval(days => civil.action_target_days + 91)) at time zone civil.zone,
        (civil.week_end - make_interval(days => civil.action_target_days + 182)) at time zone civil.zone,
        (civil.week_end - make_interval(days => greatest(civil.action_target_days + 91, 98))) at time zone civil.zone,
        (civil.week_end - make_interval(days => civil.closure_target_days)) at time zone civil.zone,
        (civil.week_end - make_interval(days => civil.closure_target_days + 91)) at time zone civil.zone
    from civil;
end;
comment on function core.week_bounds(date) is
    'The instants that bound a week and its windows, one row: civil midnights in reporting_tz, so a week can have 167 or 169 hours.';
