create or replace view mart.interview as
with
zone as materialized (
    select reporting_zone.zone from core.reporting_zone
)
select
    interview.source,
    interview.interview_id,
    customer.customer_id,
    coalesce(membership.segment, '(unknown)') as segment,
    (
        select jsonb_object_agg(other.scheme, other.segment)
        from core.membership as other
        where other.customer_id = customer.customer_id
          and other.valid_from <= interview.occurred_at
          and other.valid_to > interview.occurred_at
    ) as segments,
    case
        when coalesce(cardinality(interview.participant_ref_ids), 0) = 0 then '(unowned)'
        else coalesce(
            (
                select case when (mart.civil_week(interview.occurred_at, zone.zone), part.department) in (
                        select hidden.week_start, hidden.department from core.hidden_department as hidden)
                    then '(small)' else part.department end
                from core.participation as part
                where part.person_ref_id = interview.participant_ref_ids[1]
                  and part.valid_from <= interview.occurred_at
                  and part.valid_to > interview.occurred_at
            ),
            '(unknown)')
    end as department,
    (
        select array_agg(distinct shown.department order by shown.department)
        from core.participation as part
        cross join lateral (
            select case when (mart.civil_week(interview.occurred_at, zone.zone), part.department) in (
                    select hidden.week_start, hidden.department from core.hidden_department as hidden)
                then '(small)' else part.department end as department
        ) as shown
        where part.person_ref_id = any (interview.participant_ref_ids)
          and part.valid_from <= interview.occurred_at
          and part.valid_to > interview.occurred_at
    ) as departments,
    interview.occurred_at,
    mart.civil_date(interview.occurred_at, zone.zone) as occurred_date,
    mart.civil_week(interview.occurred_at, zone.zone) as week_start,
    interview.kind,
    mart.whole_minutes(interview.duration) as duration_minutes,
    interview.themes,
    exists (
        select
        from core.participation as part
        where part.person_ref_id = any (interview.participant_ref_ids)
          and part.valid_from <= interview.occurred_at
          and part.valid_to > interview.occurred_at
          and part.is_leader
    ) as has_leader,
    conversation.conversation_id is not null as is_conversation,
    talk.interview_id is not null
        and (coalesce(cardinality(interview.themes) > 0, false) or interview.has_words) as is_item,
    interview.first_acted_at,
    case when interview.first_acted_at >= interview.occurred_at
        then mart.whole_minutes(interview.first_acted_at - interview.occurred_at) end as action_minutes,
    coalesce(interview.first_acted_at < interview.occurred_at, false) as is_action_untimed,
    talk.interview_id is not null as is_talk,
    eligible.conversation_id is not null as is_conversation_if_long_enough
from core.interview
cross join zone
left join core.talk on talk.source = interview.source and talk.interview_id = interview.interview_id
left join core.conversation as eligible
    on eligible.conversation_kind = 'interview'
    and eligible.source = interview.source
    and eligible.conversation_id = interview.interview_id
left join core.customer_ref on customer_ref.customer_ref_id = interview.customer_ref_id
left join core.customer on customer.customer_id = customer_ref.customer_id and not customer.is_absent
left join core.membership
    on membership.customer_id = customer.customer_id
    and membership.scheme = 'segment'
    and membership.valid_from <= interview.occurred_at
    and membership.valid_to > interview.occurred_at
left join core.qualifying_conversation as conversation
    on conversation.conversation_kind = 'interview'
    and conversation.source = interview.source
    and conversation.conversation_id = interview.interview_id
where not interview.is_absent;
comment on view mart.interview is 'One row a talk with a customer; those with is_conversation or is_item count in the metrics.';
comment on column mart.interview.source is 'Source it came from.';
comment on column mart.interview.interview_id is 'Its id there.';
comment on column mart.interview.customer_id is 'The customer; null: not known.';
comment on column mart.interview.segment is 'Segment of the default scheme at that instant, or (unknown).';
comment on column mart.interview.segments is 'Segments of all schemes at that instant, by scheme; null: of none.';
comment on column mart.interview.department is
    'Department that owns what was said: that of the first-listed participant at that instant, (unknown), or (unowned) without participants; (small) for one that is hidden in that week.';
comment on column mart.interview.departments is 'Departments that took part, at that instant, (unknown) among them, (small) for those hidden in that week; null: no participants.';
comment on column mart.interview.occurred_at is 'When it began.';
comment on column mart.interview.occurred_date is 'Day on which it began, in the reporting time zone.';
comment on column mart.interview.week_start is 'Monday of the week in which it began.';
comment on column mart.interview.kind is 'interview, visit, call, informal, sales, support or another word; null: unknown.';
comment on column mart.interview.duration_minutes is 'Length in whole minutes; null: unknown.';
comment on column mart.interview.themes is 'Themes it names; null: none.';
comment on column mart.interview.has_leader is 'Whether somebody took part who was a leader at that instant.';
comment on column mart.interview.is_conversation is
    'Whether it counts as a conversation: known customer and participants, neither sales nor support, long enough by qualifying_minutes as set for the week it took place in. A metric judges all conversations of its window by the setting of the week it is computed for: where that is another, count is_conversation_if_long_enough and compare duration_minutes.';
comment on column mart.interview.is_item is 'Whether it asks for something: a talk that names a theme or carries words.';
comment on column mart.interview.first_acted_at is 'First action on it; null: none.';
comment on column mart.interview.action_minutes is 'Whole minutes until the first action; null: none, or untimed.';
comment on column mart.interview.is_action_untimed is 'Acted on before it took place: excluded where actions are timed.';
comment on column mart.interview.is_talk is
    'Whether metrics look at it: neither cancelled nor dogfooding, and no meeting of the same source with the same id, which would be the same event.';
comment on column mart.interview.is_conversation_if_long_enough is
    'Whether it counts as a conversation where duration_minutes is null or at least qualifying_minutes.';
