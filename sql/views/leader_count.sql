create or replace function core.leader_count(week date)
returns bigint
language sql stable parallel safe
as $$
    select count(*)
    from core.week_bounds(week) as bounds
    join core.person_history as history on history.valid_from < bounds.ends_at and history.valid_to >= bounds.ends_at
    join core.person on person.person_id = history.person_id
    where history.is_leader
      and not person.is_absent
      and (history.employed_from is null or history.employed_from <= bounds.w13_half_at)
      and (history.employed_to is null or history.employed_to >= bounds.ends_at)
$$;
comment on function core.leader_count(date) is
    'Leaders among the eligible employees of the 13 weeks that end with a week: those whose interviews the plan of segment_neglect counts on.';
