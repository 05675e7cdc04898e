-- Not in the language sql, which would be inlined: so the planner can ask it how much of a table lies in a window.
create or replace function core.week_bound(bound text)
returns timestamptz
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select to_jsonb(week) ->> bound from cohort_week as week)::timestamptz;
end;
$$;
comment on function core.week_bound(text) is
    'One of the instants of core.week_bounds, by the name of its column, for the week whose cohorts the session has.';
