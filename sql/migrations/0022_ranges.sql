-- Bounds of what is loaded, where companies differ.

insert into core.setting_definition (setting, default_value, description) values
    ('earliest_event_date', '1990-01-01',
        'first day of events that are loaded and of weeks that are computed; an earlier date is taken for a mistake'),
    ('planned_horizon_days', '730', 'how far ahead interviews and meetings may be planned, in days');
