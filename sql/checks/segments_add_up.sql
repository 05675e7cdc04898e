-- check: segments_add_up
-- severity: fail
-- question: Do the segments of each scheme add up to the company, wherever each record has one segment?
-- rows: a figure and scheme whose segments do not
with
-- In these metrics each customer, conversation or item stands in exactly one segment, (unknown) included; in
-- segment_neglect that one is left out, and in other metrics a record may have several or none.
additive (metric) as (
    values
        ('interview_coverage'), ('conversations'), ('retention'), ('satisfaction'), ('first_response'), ('resolution'),
        ('time_to_action'), ('action_rate'), ('ignored_feedback'), ('loop_closure'), ('ticket_flow')
),
figure as (
    select metric_value.*
    from mart.metric_latest as metric_value
    join additive on additive.metric = metric_value.metric
    where metric_value.week_start = $1
),
scheme as (
    select distinct figure.metric, figure.dimension
    from figure
    where figure.dimension = 'segment' or figure.dimension like 'segment:%'
),
segments as (
    select
        figure.metric,
        figure.dimension,
        figure.statistic,
        sum(figure.n) as n,
        sum(figure.excluded) as excluded,
        sum(figure.numerator) as numerator,
        sum(figure.denominator) as denominator
    from figure
    join scheme on scheme.metric = figure.metric and scheme.dimension = figure.dimension
    group by figure.metric, figure.dimension, figure.statistic
),
company as (
    select scheme.dimension, figure.metric, figure.statistic, figure.n, figure.excluded, figure.numerator, figure.denominator
    from figure
    join scheme on scheme.metric = figure.metric
    where figure.dimension = 'company'
      -- A statistic of the company alone has no segments.
      and exists (
        select from segments where segments.metric = figure.metric and segments.statistic = figure.statistic)
)
select
    company.metric,
    company.dimension,
    company.statistic,
    company.n,
    segments.n as segments_n,
    company.excluded,
    segments.excluded as segments_excluded,
    company.numerator,
    segments.numerator as segments_numerator,
    company.denominator,
    segments.denominator as segments_denominator
from company
left join segments
    on segments.metric = company.metric
    and segments.dimension = company.dimension
    and segments.statistic = company.statistic
where coalesce(segments.n, 0) <> company.n
   or coalesce(segments.excluded, 0) <> company.excluded
   -- Sums of annual values are rounded differently in another order.
   or abs(coalesce(segments.numerator, 0) - coalesce(company.numerator, 0)) > 1e-9 * (1 + abs(coalesce(company.numerator, 0)))
   or abs(coalesce(segments.denominator, 0) - coalesce(company.denominator, 0)) > 1e-9 * (1 + abs(coalesce(company.denominator, 0)))
