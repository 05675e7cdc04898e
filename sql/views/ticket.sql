create or replace view mart.ticket as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
),
ticket as (
    select
        ticket.*,
        coalesce(ticket.status, case when ticket.solved_at is null then 'open' else 'closed' end) as known_status
    from core.ticket
    where not ticket.is_absent
)
select
    ticket.source,
    ticket.ticket_id,
    customer.customer_id,
    coalesce(membership.segment, '(unknown)') as segment,
    (
        select jsonb_object_agg(other.scheme, other.segment)
        from core.membership as other
        where other.customer_id = customer.customer_id
          and other.valid_from <= ticket.created_at
          and other.valid_to > ticket.created_at
    ) as segments,
    coalesce(ticket.department, '(unowned)') as department,
    ticket.created_at,
    mart.civil_date(ticket.created_at, zone.zone) as created_date,
    mart.civil_week(ticket.created_at, zone.zone) as week_start,
    ticket.known_status as status,
    ticket.priority,
    ticket.channel,
    ticket.themes,
    ticket.csat,
    ticket.first_response_at,
    ticket.solved_at,
    mart.civil_week(ticket.solved_at, zone.zone) as solved_week_start,
    ticket.first_acted_at,
    ticket.created_at is not null and ticket.known_status not in ('spam', 'deleted', 'merged') as is_item,
    ticket.known_status in ('solved', 'closed') as is_solved,
    case when ticket.first_response_at >= ticket.created_at
        then mart.whole_minutes(ticket.first_response_at - ticket.created_at) end as response_minutes,
    case when ticket.known_status in ('solved', 'closed') and ticket.solved_at >= ticket.created_at
        then mart.whole_minutes(ticket.solved_at - ticket.created_at) end as resolution_minutes,
    case when ticket.first_acted_at >= ticket.created_at
        then mart.whole_minutes(ticket.first_acted_at - ticket.created_at) end as action_minutes,
    connection.is_response_known is not true
        or coalesce(ticket.first_response_at < ticket.created_at, false) as is_response_untimed,
    connection.is_solution_known is not true
        or ticket.known_status in ('solved', 'closed')
            and (ticket.solved_at is null or coalesce(ticket.solved_at < ticket.created_at, false)) as is_resolution_untimed,
    coalesce(ticket.first_acted_at < ticket.created_at, false) as is_action_untimed,
    coalesce(
        ticket.first_response_at >= ticket.created_at
            and ticket.first_response_at - ticket.created_at <= target.number * interval '1 hour',
        false) as is_answered_in_time,
    connection.is_solution_known is not true as is_solution_unknown
from ticket
cross join zone
left join core.ticket_connection as connection on connection.source = ticket.source
left join core.customer_ref on customer_ref.customer_ref_id = ticket.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
left join core.membership
    on membership.customer_id = customer.customer_id
    and membership.scheme = 'segment'
    and membership.valid_from <= ticket.created_at
    and membership.valid_to > ticket.created_at
left join core.setting_period as target
    on target.setting = 'response_target_hours'
    and target.starts_at <= ticket.created_at
    and target.ends_at > ticket.created_at;
comment on view mart.ticket is 'One row a support ticket, as last loaded; those with is_item count in the metrics.';
comment on column mart.ticket.source is 'Source it came from.';
comment on column mart.ticket.ticket_id is 'Its id there.';
comment on column mart.ticket.customer_id is 'The customer; null: not known.';
comment on column mart.ticket.segment is 'Segment of the default scheme at the opening, or (unknown).';
comment on column mart.ticket.segments is 'Segments of all schemes at the opening, by scheme; null: of none.';
comment on column mart.ticket.department is 'Department that owns it, or (unowned).';
comment on column mart.ticket.created_at is 'Opening; null: undated, in no week.';
comment on column mart.ticket.created_date is 'Day of the opening, in the reporting time zone.';
comment on column mart.ticket.week_start is 'Monday of the week of the opening.';
comment on column mart.ticket.status is 'new, open, pending, hold, solved, closed, spam, deleted or merged.';
comment on column mart.ticket.priority is 'Priority, in the words of the source.';
comment on column mart.ticket.channel is 'Channel, in the words of the source.';
comment on column mart.ticket.themes is 'Themes it names; null: none.';
comment on column mart.ticket.csat is 'Rating, good or bad; null: not rated.';
comment on column mart.ticket.first_response_at is 'First answer by a person; null: none yet.';
comment on column mart.ticket.solved_at is 'Last solution; null: none, or at an unknown time.';
comment on column mart.ticket.solved_week_start is 'Monday of the week of that.';
comment on column mart.ticket.first_acted_at is 'First action on it; null: none.';
comment on column mart.ticket.is_item is 'Whether it counts: dated, and not spam, deleted or merged.';
comment on column mart.ticket.is_solved is 'Whether its status is solved or closed.';
comment on column mart.ticket.response_minutes is 'Whole minutes from opening to first answer; null: none, or untimed.';
comment on column mart.ticket.resolution_minutes is 'Whole minutes from opening to solution; null: not solved, or untimed.';
comment on column mart.ticket.action_minutes is 'Whole minutes from opening to first action; null: none, or untimed.';
comment on column mart.ticket.is_response_untimed is 'Answered before it was opened, or of a source that does not say when it answers: excluded from first_response.';
comment on column mart.ticket.is_resolution_untimed is 'Solved before it was opened or at an unknown time, or of a source that does not say what is solved: excluded from resolution.';
comment on column mart.ticket.is_action_untimed is 'Acted on before it was opened: excluded where actions are timed.';
comment on column mart.ticket.is_answered_in_time is
    'Whether answered within response_target_hours, to the second, as set in the week of the opening.';
comment on column mart.ticket.is_solution_unknown is
    'Of a source that does not say what is solved: left out of solved, backlog and csat in ticket_flow.';
