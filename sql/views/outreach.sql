create or replace view mart.outreach as
with
week as (
    select
        week.week_start,
        week.iso_week,
        week.ends_at,
        reporting_zone.zone,
        (week.week_start + 7 - 91)::timestamp at time zone reporting_zone.zone as w13_starts_at,
        (week.week_start + 7 - 182)::timestamp at time zone reporting_zone.zone as w26_starts_at
    from mart.week
    cross join core.reporting_zone
),
conversation as (
    select
        week.week_start,
        conversation.customer_id,
        max(conversation.started_at) as last_at,
        count(*) filter (where conversation.started_at >= week.w26_starts_at) as conversation_count
    from week
    join core.qualifying_conversation as conversation on conversation.started_at < week.ends_at
    group by week.week_start, conversation.customer_id
),
item as (
    select
        week.week_start,
        item.customer_id,
        count(*) as item_count,
        count(*) filter (
            where coalesce(item.first_acted_at >= week.ends_at, true)
              and (item.is_solved is distinct from true or item.solved_at >= week.ends_at)) as open_count
    from week
    join core.item on item.opened_at >= week.w26_starts_at and item.opened_at < week.ends_at
    where item.customer_id is not null
    group by week.week_start, item.customer_id
),
candidate as (
    select
        week.week_start,
        week.iso_week,
        week.ends_at,
        week.zone,
        customer.customer_id,
        coalesce(membership.segment, '(unknown)') as segment,
        neglect.value as neglect,
        conversation.last_at,
        coalesce(conversation.conversation_count, 0) as conversation_count,
        coalesce(item.item_count, 0) as item_count,
        coalesce(item.open_count, 0) as open_count,
        exists (
            select from core.connected_kind where connected_kind.kind in ('interviews', 'meetings')
        ) as is_talk_known
    from week
    join core.customer
        on (customer.customer_since is null or customer.customer_since < week.ends_at)
        and (customer.churned_at is null or customer.churned_at >= week.ends_at)
    left join core.membership
        on membership.customer_id = customer.customer_id
        and membership.scheme = 'segment'
        and membership.valid_from < week.ends_at
        and membership.valid_to >= week.ends_at
    left join mart.metric_value as neglect
        on neglect.week_start = week.week_start
        and neglect.metric = 'segment_neglect'
        and neglect.dimension = 'segment'
        and neglect.member = membership.segment
        and neglect.statistic = 'index'
    left join conversation on conversation.week_start = week.week_start and conversation.customer_id = customer.customer_id
    left join item on item.week_start = week.week_start and item.customer_id = customer.customer_id
    where not customer.is_absent
      and (conversation.last_at is null or conversation.last_at < week.w13_starts_at)
)
select
    candidate.week_start,
    candidate.iso_week,
    row_number() over (
        partition by candidate.week_start
        order by
            candidate.neglect desc nulls last,
            candidate.item_count + candidate.conversation_count desc,
            candidate.last_at nulls first,
            candidate.open_count desc,
            candidate.customer_id collate "C") as place,
    candidate.customer_id,
    candidate.segment,
    concat_ws(
        '; ',
        'neglect of the segment ' || round(candidate.neglect::numeric) || ' of 100',
        case candidate.item_count + candidate.conversation_count
            when 0 then 'not a word in 26 weeks'
            when 1 then 'heard of once in 26 weeks'
            else 'heard of ' || candidate.item_count + candidate.conversation_count || ' times in 26 weeks'
        end,
        case
            when not candidate.is_talk_known then 'no interview or meeting was loaded'
            when candidate.last_at is null then 'never talked with'
            else 'last talked with ' || floor(date_part('epoch', candidate.ends_at - candidate.last_at) / 604800) || ' weeks ago'
        end,
        case when candidate.open_count > 0 then candidate.open_count || ' open feedback' end) as why,
    candidate.last_at as last_conversation_at,
    mart.civil_date(candidate.last_at, candidate.zone) as last_conversation_date,
    candidate.item_count as items_26w,
    candidate.conversation_count as conversations_26w,
    candidate.open_count as open_feedback,
    candidate.neglect
from candidate;
comment on view mart.outreach is
    'Customers to talk to next, one row a computed week and customer active at its end without a conversation in its 13 weeks.';
comment on column mart.outreach.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.outreach.iso_week is 'The week as ISO 8601 names it, such as 2026-W10.';
comment on column mart.outreach.place is
    'Place in the order, from 1: most neglected segment, most items and conversations in 26 weeks, longest unheard, most open feedback.';
comment on column mart.outreach.customer_id is 'Id of the customer.';
comment on column mart.outreach.segment is 'Segment of the default scheme at the end of the week, or (unknown).';
comment on column mart.outreach.why is 'Why the customer stands here, in words.';
comment on column mart.outreach.last_conversation_at is 'When the last conversation began; null: never talked with.';
comment on column mart.outreach.last_conversation_date is 'Day of that, in the reporting time zone.';
comment on column mart.outreach.items_26w is 'Feedback items opened in the 26 weeks.';
comment on column mart.outreach.conversations_26w is 'Conversations in the 26 weeks.';
comment on column mart.outreach.open_feedback is 'Of these items those neither acted on nor, for tickets, solved by the end of the week.';
comment on column mart.outreach.neglect is 'Neglect index of the segment, 0 good to 100 bad; null: it has none.';
