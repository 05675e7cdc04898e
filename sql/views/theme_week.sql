create or replace view mart.theme_week as
select
    metric_value.week_start,
    to_char(metric_value.week_start, 'IYYY-"W"IW') as iso_week,
    metric_value.member as theme,
    max(metric_value.numerator)::bigint as customers,
    max(metric_value.n) as naming_customers,
    max(metric_value.value) filter (where metric_value.statistic = 'ratio') as ratio,
    max(metric_value.value) filter (where metric_value.statistic = 'p_value') as p_value,
    max(metric_value.value) filter (where metric_value.statistic = 'flagged') = 1 as flagged
from mart.metric_value
where metric_value.metric = 'emerging_themes'
  and metric_value.dimension = 'theme'
group by metric_value.week_start, metric_value.member;
comment on view mart.theme_week is 'One row a week and theme that customers named: how many did, and whether that is more than before.';
comment on column mart.theme_week.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.theme_week.iso_week is 'The week as ISO 8601 names it, such as 2026-W10.';
comment on column mart.theme_week.theme is 'Name of the theme.';
comment on column mart.theme_week.customers is 'Customers who named it in the week.';
comment on column mart.theme_week.naming_customers is 'Customers who named any theme in the week.';
comment on column mart.theme_week.ratio is 'Its share of the week over its share of the 12 weeks before; null: not named then, or fewer than 6 weeks known.';
comment on column mart.theme_week.p_value is 'Probability of so many by chance; null: fewer than 6 weeks known.';
comment on column mart.theme_week.flagged is 'Whether it emerges: unlikely by chance, at least 3 customers, at least twice as often; null: fewer than 6 weeks known.';
