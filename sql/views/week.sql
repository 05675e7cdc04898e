create or replace view mart.week as
with
computed as (
    select metric_value.week_start, max(metric_value.computed_at) as changed_at
    from mart.metric_value
    group by metric_value.week_start
),
published as (
    select edition.week_start, max(edition.edition) as edition, max(edition.published_at) as published_at
    from mart.edition
    group by edition.week_start
)
select
    computed.week_start,
    to_char(computed.week_start, 'IYYY-"W"IW') as iso_week,
    computed.week_start::timestamp at time zone reporting_zone.zone as starts_at,
    (computed.week_start + 7)::timestamp at time zone reporting_zone.zone as ends_at,
    computed.changed_at,
    published.edition,
    published.published_at
from computed
cross join core.reporting_zone
left join published on published.week_start = computed.week_start;
comment on view mart.week is 'One row a computed week.';
comment on column mart.week.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.week.iso_week is 'The week as ISO 8601 names it, such as 2026-W10.';
comment on column mart.week.starts_at is 'Instant at which it begins.';
comment on column mart.week.ends_at is 'Instant at which it ends.';
comment on column mart.week.changed_at is 'When a value of the week last changed.';
comment on column mart.week.edition is 'Newest edition; null: not published.';
comment on column mart.week.published_at is 'When that was published; null: not published.';
