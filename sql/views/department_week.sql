create or replace view mart.department_week as
with
figure as (
    select
        metric_value.week_start,
        metric_value.member,
        metric_value.metric || ' ' || metric_value.statistic as name,
        metric_value.value,
        metric_value.n,
        metric_value.status
    from mart.metric_value
    where metric_value.dimension = 'department'
),
wide as (
    select
        figure.week_start,
        figure.member,
        max(figure.n) filter (where figure.name = 'participation share') as employees,
        max(figure.n) filter (where figure.name = 'leader_cadence share') as leaders,
        max(figure.value) filter (where figure.name = 'leader_cadence share') as leader_share,
        max(figure.value) filter (where figure.name = 'leader_cadence mean') as leader_mean,
        max(figure.value) filter (where figure.name = 'participation share') as participation,
        max(figure.value) filter (where figure.name = 'exposure_hours mean') as exposure_mean_hours,
        max(figure.value) filter (where figure.name = 'exposure_hours median') as exposure_median_hours,
        max(figure.value) filter (where figure.name = 'exposure_hours share_at_target') as exposure_at_target,
        max(figure.value) filter (where figure.name = 'ticket_flow created')::bigint as tickets_created,
        max(figure.value) filter (where figure.name = 'ticket_flow solved')::bigint as tickets_solved,
        max(figure.value) filter (where figure.name = 'ticket_flow backlog')::bigint as backlog,
        max(figure.value) filter (where figure.name = 'ticket_flow csat') as csat,
        max(figure.value) filter (where figure.name = 'first_response km_p50') as response_p50_hours,
        max(figure.value) filter (where figure.name = 'first_response within_target') as response_within_target,
        max(figure.value) filter (where figure.name = 'resolution km_p50') as resolution_p50_hours,
        max(figure.value) filter (where figure.name = 'time_to_action acted_by_30d') as acted_by_30d,
        max(figure.value) filter (where figure.name = 'action_rate share') as action_rate,
        max(figure.value) filter (where figure.name = 'loop_closure share') as closure,
        max(figure.value) filter (where figure.name = 'ignored_feedback share') as ignored,
        max(figure.value) filter (where figure.name = 'ignored_feedback count')::bigint as ignored_count,
        max(figure.value) filter (where figure.name = 'scorecard score') as score,
        max(figure.value) filter (where figure.name = 'scorecard participation') as score_participation,
        max(figure.value) filter (where figure.name = 'scorecard exposure') as score_exposure,
        max(figure.value) filter (where figure.name = 'scorecard action') as score_action,
        max(figure.value) filter (where figure.name = 'scorecard closure') as score_closure,
        max(figure.value) filter (where figure.name = 'scorecard ignored') as score_ignored,
        coalesce(bool_or(figure.status = 'suppressed') filter (where figure.name = 'participation share'), false) as is_suppressed
    from figure
    group by figure.week_start, figure.member
)
select
    wide.week_start,
    to_char(wide.week_start, 'IYYY-"W"IW') as iso_week,
    wide.member as department,
    wide.employees,
    wide.leaders,
    wide.leader_share,
    wide.leader_mean,
    wide.participation,
    wide.exposure_mean_hours,
    wide.exposure_median_hours,
    wide.exposure_at_target,
    conversation.conversation_count as conversations_13w,
    wide.tickets_created,
    wide.tickets_solved,
    wide.backlog,
    wide.csat,
    wide.response_p50_hours,
    wide.response_within_target,
    wide.resolution_p50_hours,
    wide.acted_by_30d,
    wide.action_rate,
    wide.closure,
    wide.ignored,
    wide.ignored_count,
    wide.score,
    wide.score_participation,
    wide.score_exposure,
    wide.score_action,
    wide.score_closure,
    wide.score_ignored,
    wide.is_suppressed
from wide
cross join lateral (
    -- The 13 weeks are whole weeks, so their counts add up; the company has a row in each that was computed.
    select
        case when count(weekly.value) filter (where weekly.dimension = 'company') = 13
            and bool_and(weekly.status = 'ok')
            then coalesce(sum(weekly.value) filter (where weekly.dimension = 'department'), 0)::bigint
        end as conversation_count
    from mart.metric_value as weekly
    where weekly.week_start between wide.week_start - 84 and wide.week_start
      and weekly.metric = 'conversations'
      and weekly.statistic = 'count'
      and ((weekly.dimension = 'company' and weekly.member = 'all')
           or (weekly.dimension = 'department' and weekly.member = wide.member))
) as conversation;
comment on view mart.department_week is 'One row a week and department: how well it listens, answers and acts.';
comment on column mart.department_week.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.department_week.iso_week is 'The week as ISO 8601 names it, such as 2026-W10.';
comment on column mart.department_week.department is 'Name of the department; (unowned): feedback that nobody owns, (unknown): people nobody registered.';
comment on column mart.department_week.employees is 'Eligible employees of the 6 weeks; null: none.';
comment on column mart.department_week.leaders is 'Eligible leaders of the 4 weeks; null: none.';
comment on column mart.department_week.leader_share is 'Share of them who held their interviews, 0 to 1.';
comment on column mart.department_week.leader_mean is 'Interviews a leader in the 4 weeks.';
comment on column mart.department_week.participation is 'Share of the employees with a conversation in the 6 weeks, 0 to 1.';
comment on column mart.department_week.exposure_mean_hours is 'Hours with customers an employee in the 6 weeks.';
comment on column mart.department_week.exposure_median_hours is 'The same, of the employee in the middle.';
comment on column mart.department_week.exposure_at_target is 'Share of the employees with enough hours, 0 to 1.';
comment on column mart.department_week.conversations_13w is 'Conversations of the 13 weeks it took part in, shared ones counted by each; null: not all of these weeks are computed, or it is hidden in one.';
comment on column mart.department_week.tickets_created is 'Tickets opened in the week.';
comment on column mart.department_week.tickets_solved is 'Tickets solved in the week.';
comment on column mart.department_week.backlog is 'Tickets open at the end of the week.';
comment on column mart.department_week.csat is 'Share of good ratings among the tickets solved in the week, 0 to 1.';
comment on column mart.department_week.response_p50_hours is 'Hours within which half of the tickets were answered, waiting ones counted; null: not reached, or too few.';
comment on column mart.department_week.response_within_target is 'Share of tickets answered within the target, 0 to 1.';
comment on column mart.department_week.resolution_p50_hours is 'Hours within which half of the tickets were solved, open ones counted; null: not reached, or too few.';
comment on column mart.department_week.acted_by_30d is 'Share of items acted on within 30 days, open ones counted (time_to_action).';
comment on column mart.department_week.action_rate is 'Share of mature items acted on in time, 0 to 1.';
comment on column mart.department_week.closure is 'Share of items acted on whose customer was told in time, 0 to 1.';
comment on column mart.department_week.ignored is 'Share of mature items that nobody reacted to, 0 to 1.';
comment on column mart.department_week.ignored_count is 'Mature items that nobody reacted to.';
comment on column mart.department_week.score is 'Scorecard, 0 bad to 100 good; null: fewer than three of its components have a value.';
comment on column mart.department_week.score_participation is 'Its component participation, 0 to 100.';
comment on column mart.department_week.score_exposure is 'Its component exposure, 0 to 100.';
comment on column mart.department_week.score_action is 'Its component action, 0 to 100.';
comment on column mart.department_week.score_closure is 'Its component closure, 0 to 100.';
comment on column mart.department_week.score_ignored is 'Its component ignored, 0 to 100.';
comment on column mart.department_week.is_suppressed is 'Whether the figures of its people are withheld, since too few are eligible (min_group_size); those of its leaders go by their number.';
