-- Not in the language sql, which would be inlined: so the planner can ask it how much of a table lies in a window.
create or replace function core.week_bound(week date, bound text)
returns timestamptz
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select to_jsonb(bounds) ->> bound from core.week_bounds(week) as bounds)::timestamptz;
end;
$$;
comment on function core.week_bound(date, text) is 'One of the instants of core.week_bounds, by the name of its column.';
