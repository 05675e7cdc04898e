create or replace view mart.feedback as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
)
select
    feedback.source,
    feedback.feedback_id,
    customer.customer_id,
    coalesce(membership.segment, '(unknown)') as segment,
    (
        select jsonb_object_agg(other.scheme, other.segment)
        from core.membership as other
        where other.customer_id = customer.customer_id
          and other.valid_from <= feedback.received_at
          and other.valid_to > feedback.received_at
    ) as segments,
    coalesce(feedback.department, '(unowned)') as department,
    feedback.received_at,
    mart.civil_date(feedback.received_at, zone.zone) as received_date,
    mart.civil_week(feedback.received_at, zone.zone) as week_start,
    feedback.channel,
    feedback.score,
    feedback.score_max,
    case when feedback.score between 0 and coalesce(feedback.score_max, 10)
        then mart.approximate(feedback.score / nullif(coalesce(feedback.score_max, 10), 0)) end as score_share,
    feedback.themes,
    coalesce(cardinality(feedback.themes) > 0, false) or feedback.has_words as is_item,
    feedback.first_acted_at,
    case when feedback.first_acted_at >= feedback.received_at
        then mart.whole_minutes(feedback.first_acted_at - feedback.received_at) end as action_minutes,
    coalesce(feedback.first_acted_at < feedback.received_at, false) as is_action_untimed
from core.feedback
cross join zone
left join core.customer_ref on customer_ref.customer_ref_id = feedback.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
left join core.membership
    on membership.customer_id = customer.customer_id
    and membership.scheme = 'segment'
    and membership.valid_from <= feedback.received_at
    and membership.valid_to > feedback.received_at
where not feedback.is_absent;
comment on view mart.feedback is 'One row a piece of feedback, its words left out; those with is_item ask for something.';
comment on column mart.feedback.source is 'Source it came from.';
comment on column mart.feedback.feedback_id is 'Its id there.';
comment on column mart.feedback.customer_id is 'The customer; null: not known.';
comment on column mart.feedback.segment is 'Segment of the default scheme at that instant, or (unknown).';
comment on column mart.feedback.segments is 'Segments of all schemes at that instant, by scheme; null: of none.';
comment on column mart.feedback.department is 'Department that owns it, or (unowned).';
comment on column mart.feedback.received_at is 'When it was received.';
comment on column mart.feedback.received_date is 'Day of that, in the reporting time zone.';
comment on column mart.feedback.week_start is 'Monday of the week of that.';
comment on column mart.feedback.channel is 'Channel, in the words of the source.';
comment on column mart.feedback.score is 'Score as given; null: none.';
comment on column mart.feedback.score_max is 'Best possible score; null: 10.';
comment on column mart.feedback.score_share is 'Score as part of the best possible one, 0 to 1; null: no score, or one beyond the best possible.';
comment on column mart.feedback.themes is 'Themes it names; null: none.';
comment on column mart.feedback.is_item is 'Whether it asks for something: it names a theme or carries words.';
comment on column mart.feedback.first_acted_at is 'First action on it; null: none.';
comment on column mart.feedback.action_minutes is 'Whole minutes until the first action; null: none, or untimed.';
comment on column mart.feedback.is_action_untimed is 'Acted on before it was received: excluded where actions are timed.';
