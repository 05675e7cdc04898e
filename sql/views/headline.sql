create or replace view mart.headline as
select headline.place, headline.topic, headline.metric, headline.statistic, headline.title, headline.better
from (
    values
        (1, 'Do we listen?', 'interview_coverage', 'share', 'Customers we talked with, 13 weeks', 'higher'),
        (2, 'Do we listen?', 'interview_coverage', 'value_share', 'Annual value of customers we talked with', 'higher'),
        (3, 'Do we listen?', 'conversations', 'count', 'Conversations this week', 'higher'),
        (4, 'Do we listen?', 'leader_cadence', 'share', 'Leaders who held their interviews, 4 weeks', 'higher'),
        (5, 'Do we listen?', 'leader_cadence', 'mean', 'Interviews per leader, 4 weeks', 'higher'),
        (6, 'Do we listen?', 'participation', 'share', 'Staff who met a customer, 6 weeks', 'higher'),
        (7, 'Do we listen?', 'exposure_hours', 'share_at_target', 'Staff with enough customer hours, 6 weeks', 'higher'),
        (8, 'Do we listen?', 'meeting_presence', 'share', 'Leader meetings with a customer, 13 weeks', 'higher'),
        (9, 'Do we answer?', 'first_response', 'within_target', 'Tickets answered in time, 13 weeks', 'higher'),
        (10, 'Do we answer?', 'first_response', 'km_p50', 'Half of the tickets are answered within', 'lower'),
        (11, 'Do we answer?', 'resolution', 'km_p50', 'Half of the tickets are solved within', 'lower'),
        (12, 'Do we answer?', 'ticket_flow', 'created', 'Tickets opened this week', null),
        (13, 'Do we answer?', 'ticket_flow', 'backlog', 'Tickets open at the end of the week', 'lower'),
        (14, 'Do we act?', 'action_rate', 'share', 'Feedback acted on in time', 'higher'),
        (15, 'Do we act?', 'time_to_action', 'acted_by_30d', 'Recent feedback acted on within 30 days', 'higher'),
        (16, 'Do we act?', 'time_to_action', 'km_p50', 'Half of the feedback is acted on within', 'lower'),
        (17, 'Do we act?', 'loop_closure', 'share', 'Customers told in time what became of it', 'higher'),
        (18, 'Do we act?', 'ignored_feedback', 'share', 'Feedback that nobody reacted to, 26 weeks', 'lower'),
        (19, 'Is it fair?', 'segment_neglect', 'index', 'Neglect of all segments, 0 good, 100 bad', 'lower'),
        (20, 'Is it fair?', 'attention', 'top_decile_share', 'Conversations with the top tenth by value', null),
        (21, 'Does it work?', 'retention', 'share', 'Customers who stayed, 13 weeks', 'higher'),
        (22, 'Does it work?', 'retention', 'value_share', 'Annual value that stayed, 13 weeks', 'higher'),
        (23, 'Does it work?', 'satisfaction', 'mean_score', 'Score given in feedback, of the maximum', 'higher'),
        (24, 'Does it work?', 'scorecard', 'score', 'Scorecard of the company, 0 bad, 100 good', 'higher'),
        (25, 'Can we rely on it?', 'data_quality', 'unattributed_share', 'Records without a known customer, this week', 'lower')
) as headline (place, topic, metric, statistic, title, better);
comment on view mart.headline is 'The figures of the company that leadership sees every week, in reading order.';
comment on column mart.headline.place is 'Place in the order, from 1.';
comment on column mart.headline.topic is 'The question it belongs to.';
comment on column mart.headline.metric is 'Name of the metric; see mart.metric_definition.';
comment on column mart.headline.statistic is 'Which figure of the metric.';
comment on column mart.headline.title is 'The figure in plain words, at most 43 letters.';
comment on column mart.headline.better is 'higher or lower: which way is good; null: neither is.';
