-- cohort: week
-- holds: one row, the instants that bound the week and its windows, and the settings that hold for it
-- reads: core.week_bounds, core.settings_at
select bounds.*, settings.*
from core.week_bounds($1) as bounds
cross join core.settings_at($1) as settings
