-- Which meetings of a calendar are leadership meetings.

insert into core.setting_definition (setting, default_value, description) values
    ('meeting_series', '', 'titles of the leadership meetings in a calendar, separated by semicolons; * stands for any text');
