create or replace view mart.action as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
),
action as (
    select
        action.*,
        row_number() over (
            partition by action.item_kind, action.resolved_source, action.item_id
            order by action.acted_at, action.source collate "C", action.item_source collate "C", action.action_key collate "C"
        ) as place
    from core.action
    where not action.is_absent
)
select
    action.source,
    action.action_id,
    action.item_kind,
    action.resolved_source as item_source,
    action.item_id,
    action.acted_at,
    mart.civil_date(action.acted_at, zone.zone) as acted_date,
    mart.civil_week(action.acted_at, zone.zone) as week_start,
    action.action_kind,
    action.department,
    action.told_at,
    item.item_id is not null as has_item,
    item.item_id is not null and action.place = 1 as is_first,
    item.customer_id,
    item.segment,
    item.department as item_department,
    item.opened_at as item_opened_at,
    case when action.acted_at >= item.opened_at
        then mart.whole_minutes(action.acted_at - item.opened_at) end as action_minutes
from action
cross join zone
left join mart.item
    on item.item_kind = action.item_kind
    and item.source = action.resolved_source
    and item.item_id = action.item_id;
comment on view mart.action is 'One row an action on an item: shipped, a process change, or a decision recorded.';
comment on column mart.action.source is 'Source it came from.';
comment on column mart.action.action_id is 'Its id there; empty: not given.';
comment on column mart.action.item_kind is 'ticket, interview or feedback.';
comment on column mart.action.item_source is 'Source of the item it acts on; null: not loaded yet, or more than one has it.';
comment on column mart.action.item_id is 'Id of the item it acts on.';
comment on column mart.action.acted_at is 'When it was taken.';
comment on column mart.action.acted_date is 'Day of that, in the reporting time zone.';
comment on column mart.action.week_start is 'Monday of the week of that.';
comment on column mart.action.action_kind is 'shipped, process or declined; null: unknown.';
comment on column mart.action.department is 'Department that took it; null: unknown.';
comment on column mart.action.told_at is 'When the customer was told; null: not.';
comment on column mart.action.has_item is 'Whether what it acts on is here and an item.';
comment on column mart.action.is_first is 'Whether it is the first action on its item; exactly one of each item acted on is.';
comment on column mart.action.customer_id is 'Customer of the item; null: not known.';
comment on column mart.action.segment is 'Segment of the customer in the default scheme at the opening of the item, or (unknown); null: no item.';
comment on column mart.action.item_department is 'Department that owns the item; null: no item.';
comment on column mart.action.item_opened_at is 'When the item was opened; null: no item.';
comment on column mart.action.action_minutes is 'Whole minutes since the opening of the item; null: no item, or opened later.';
