-- A changed setting marks weeks as a load does.

comment on table ops.dirty_week is
    'Weeks that are to be computed again, since a load touched their records or a setting changed; computing removes the marks it saw.';
comment on column ops.dirty_week.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column ops.dirty_week.load_id is 'The load that touched it; 0: a setting changed.';
