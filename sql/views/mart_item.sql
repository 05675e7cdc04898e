create or replace view mart.item as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
)
select
    item.item_kind,
    item.source,
    item.item_id,
    item.customer_id,
    coalesce(membership.segment, '(unknown)') as segment,
    (
        select jsonb_object_agg(other.scheme, other.segment)
        from core.membership as other
        where other.customer_id = item.customer_id
          and other.valid_from <= item.opened_at
          and other.valid_to > item.opened_at
    ) as segments,
    case when item.item_kind = 'interview'
        and (mart.civil_week(item.opened_at, zone.zone), item.department) in (
            select hidden.week_start, hidden.department from core.hidden_department as hidden)
        then '(small)' else item.department end as department,
    item.opened_at,
    mart.civil_date(item.opened_at, zone.zone) as opened_date,
    mart.civil_week(item.opened_at, zone.zone) as week_start,
    item.themes,
    item.is_solved,
    item.solved_at,
    item.first_acted_at,
    least(item.first_acted_at, item.first_response_at, item.solved_at) as first_reacted_at,
    item.first_told_at,
    mart.civil_date(item.first_acted_at, zone.zone) as first_acted_date,
    coalesce(item.first_acted_at < item.opened_at, false) as is_action_untimed,
    case when item.first_acted_at >= item.opened_at
        then mart.whole_minutes(item.first_acted_at - item.opened_at) end as action_minutes,
    coalesce(
        item.first_acted_at >= item.opened_at
            and item.first_acted_at <= (item.opened_at at time zone zone.zone
                + make_interval(days => action_promise.number::integer)) at time zone zone.zone,
        false) as is_acted_on_in_time,
    coalesce(
        item.first_acted_at >= item.opened_at
            and item.first_told_at <= (item.first_acted_at at time zone zone.zone
                + make_interval(days => closure_promise.number::integer)) at time zone zone.zone,
        false) as is_told_in_time,
    item.item_kind = 'ticket' and connection.is_response_known is not true as is_response_unknown
from core.item
cross join zone
left join core.ticket_connection as connection on item.item_kind = 'ticket' and connection.source = item.source
join core.setting_period as action_promise
    on action_promise.setting = 'action_target_days'
    and action_promise.starts_at <= item.opened_at
    and action_promise.ends_at > item.opened_at
left join core.membership
    on membership.customer_id = item.customer_id
    and membership.scheme = 'segment'
    and membership.valid_from <= item.opened_at
    and membership.valid_to > item.opened_at
left join core.setting_period as closure_promise
    on closure_promise.setting = 'closure_target_days'
    and closure_promise.starts_at <= item.first_acted_at
    and closure_promise.ends_at > item.first_acted_at;
comment on view mart.item is
    'One row a piece of feedback that asks for something: tickets but spam, deleted and merged ones, and talks and feedback with a theme or words.';
comment on column mart.item.item_kind is 'ticket, interview or feedback.';
comment on column mart.item.source is 'Source it came from.';
comment on column mart.item.item_id is 'Its id there.';
comment on column mart.item.customer_id is 'The customer; null: not known.';
comment on column mart.item.segment is 'Segment of the default scheme at the opening, or (unknown).';
comment on column mart.item.segments is 'Segments of all schemes at the opening, by scheme; null: of none.';
comment on column mart.item.department is 'Department that owns it, for an interview that of the first-listed participant, (small) if hidden in that week; else (unowned) or (unknown).';
comment on column mart.item.opened_at is 'When it was created, held or received.';
comment on column mart.item.opened_date is 'Day of that, in the reporting time zone.';
comment on column mart.item.week_start is 'Monday of the week of that.';
comment on column mart.item.themes is 'Themes it names; null: none.';
comment on column mart.item.is_solved is 'Whether a ticket is solved or closed; null: no ticket.';
comment on column mart.item.solved_at is 'Solution of a ticket; null: none, at an unknown time, or no ticket.';
comment on column mart.item.first_acted_at is 'First action on it; null: none.';
comment on column mart.item.first_reacted_at is 'First action, answer or solution, whichever came first; null: none, ignored so far.';
comment on column mart.item.first_told_at is 'First time, at or after the first action, that the customer was told; null: not.';
comment on column mart.item.first_acted_date is 'Day of the first action, in the reporting time zone.';
comment on column mart.item.is_action_untimed is 'First action before the opening: left out where actions are timed.';
comment on column mart.item.action_minutes is 'Whole minutes from opening to first action; null: none, or untimed.';
comment on column mart.item.is_acted_on_in_time is 'Whether acted on within action_target_days, as set in the week of the opening.';
comment on column mart.item.is_told_in_time is 'Whether the customer was told within closure_target_days of the first action, as set in the week of that action.';
comment on column mart.item.is_response_unknown is
    'A ticket of a source that does not say when it answered: excluded from ignored_feedback.';
