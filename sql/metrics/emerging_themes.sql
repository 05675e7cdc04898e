-- metric: emerging_themes
-- question: What do customers suddenly talk about?
-- value: ratio of a theme's share this week to that of the baseline; p_value of so many by chance; flagged, 1 or 0
-- unit: ratio; probability; flag
-- grain: theme; the week against the 12 weeks that end one week before it begins
-- counts: distinct known customers naming the theme, of those naming any, in the items of a week
-- null: warming_up when fewer than 6 baseline weeks have themes; ratio: empty_denominator for a theme new to the baseline
-- reads: week, item
-- parameters: reporting_tz, theme_fdr
-- source: sql/metrics/README.md, emerging_themes; Benjamini and Hochberg (1995); dispersion as in quasi-binomial models
-- decided: weeks vary more than chance, so counts are divided by their dispersion; flagged needs three customers and a ratio of two
with
week as (
    select * from cohort_week
),
item as materialized (
    select
        mart.civil_week(item.opened_at, week.reporting_tz) as week_start,
        item.themes,
        item.customer_id
    from cohort_item as item
    cross join week
    where item.opened_at >= week.baseline_starts_at
      and item.opened_at < week.ends_at
      and item.customer_id is not null
      and item.themes is not null
),
mention as (
    select distinct item.week_start, trim(named.theme) as theme, item.customer_id
    from item
    cross join lateral unnest(item.themes) as named (theme)
    where trim(named.theme) <> ''
),
size as (
    select customer.week_start, count(*)::double precision as customer_count
    from (select distinct mention.week_start, mention.customer_id from mention) as customer
    group by customer.week_start
),
baseline as (
    select size.week_start, size.customer_count
    from size
    cross join week
    where size.week_start < week.week_start - 7
),
baseline_total as (
    select coalesce(sum(baseline.customer_count), 0) as customer_count, count(*) as week_count
    from baseline
),
counted as (
    select mention.week_start, mention.theme, count(*)::double precision as theme_count
    from mention
    group by mention.week_start, mention.theme
),
current as (
    select counted.theme, counted.theme_count
    from counted
    join week on week.week_start = counted.week_start
),
current_total as (
    select size.customer_count
    from size
    join week on week.week_start = size.week_start
),
by_week as (
    select current.theme, baseline.week_start, baseline.customer_count, coalesce(counted.theme_count, 0) as theme_count
    from current
    cross join baseline
    left join counted on counted.week_start = baseline.week_start and counted.theme = current.theme
),
theme as (
    select
        current.theme,
        current.theme_count,
        current_total.customer_count,
        baseline_total.customer_count as baseline_customer_count,
        baseline_total.week_count,
        coalesce(sum(by_week.theme_count), 0) as baseline_theme_count
    from current
    cross join current_total
    cross join baseline_total
    left join by_week on by_week.theme = current.theme
    group by
        current.theme, current.theme_count, current_total.customer_count,
        baseline_total.customer_count, baseline_total.week_count
),
dispersion as (
    select
        theme.theme,
        greatest(1, sum(
            (by_week.theme_count - by_week.customer_count * theme.baseline_theme_count / theme.baseline_customer_count) ^ 2
                / (by_week.customer_count * theme.baseline_theme_count / theme.baseline_customer_count
                    * (1 - theme.baseline_theme_count / theme.baseline_customer_count))
            order by by_week.week_start) / (theme.week_count - 1)) as dispersion
    from theme
    join by_week on by_week.theme = theme.theme
    where theme.week_count >= 6
      and theme.baseline_theme_count > 0
      and theme.baseline_theme_count < theme.baseline_customer_count
    group by theme.theme, theme.week_count
),
tested as (
    select
        theme.theme,
        theme.theme_count,
        theme.customer_count,
        theme.baseline_theme_count,
        theme.week_count < 6 as is_warming_up,
        theme.theme_count / theme.customer_count
            / nullif(theme.baseline_theme_count / nullif(theme.baseline_customer_count, 0), 0) as ratio,
        case when theme.week_count >= 6 then core.binomial_tail(
            floor((theme.theme_count + theme.baseline_theme_count) / coalesce(dispersion.dispersion, 1))::bigint,
            floor(theme.theme_count / coalesce(dispersion.dispersion, 1))::bigint,
            theme.customer_count / (theme.customer_count + theme.baseline_customer_count)) end as p_value
    from theme
    left join dispersion on dispersion.theme = theme.theme
),
ranked as (
    select
        tested.*,
        count(*) over () as theme_number,
        rank() over (order by tested.p_value) + count(*) over (partition by tested.p_value) - 1 as place
    from tested
),
threshold as (
    select max(ranked.p_value) as p_value
    from ranked
    cross join week
    where ranked.p_value <= ranked.place * week.theme_fdr / ranked.theme_number
),
judged as (
    select
        ranked.*,
        case when ranked.p_value is not null then
            (coalesce(ranked.p_value <= threshold.p_value, false)
                and ranked.theme_count >= 3
                and (ranked.baseline_theme_count = 0 or ranked.ratio >= 2))::integer end as flagged
    from ranked
    cross join threshold
)
select
    'theme' as dimension,
    judged.theme as member,
    part.statistic,
    part.unit,
    case when not judged.is_warming_up then part.value end as value,
    judged.theme_count as numerator,
    judged.customer_count as denominator,
    judged.customer_count::bigint as n,
    0::bigint as excluded,
    null::double precision as ci_low,
    null::double precision as ci_high,
    case
        when judged.is_warming_up then 'warming_up'
        when part.value is null then 'empty_denominator'
        else 'ok'
    end as status
from judged
cross join lateral (
    values
        ('ratio', 'ratio', judged.ratio),
        ('p_value', 'probability', judged.p_value),
        ('flagged', 'flag', judged.flagged)
) as part (statistic, unit, value)
