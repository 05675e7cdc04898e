-- With the rights of who reads, so that the row security of both tables hides single leaders from analysts.
create or replace view mart.restatement with (security_invoker = true) as
with
value as (
    select
        revision.week_start, revision.metric, revision.dimension, revision.member, revision.statistic, revision.revision,
        revision.unit, revision.value, revision.numerator, revision.denominator, revision.n, revision.status,
        revision.edition, revision.reason, revision.replaced_at
    from mart.metric_revision as revision
    union all
    select
        current.week_start, current.metric, current.dimension, current.member, current.statistic, current.revision,
        current.unit, current.value, current.numerator, current.denominator, current.n, current.status,
        null, null, null
    from mart.metric_value as current
),
pair as (
    select
        value.*,
        lead(value.value) over later as new_value,
        lead(value.numerator) over later as new_numerator,
        lead(value.denominator) over later as new_denominator,
        lead(value.n) over later as new_n,
        lead(value.status) over later as new_status
    from value
    window later as (
        partition by value.week_start, value.metric, value.dimension, value.member, value.statistic order by value.revision)
)
select
    pair.week_start,
    to_char(pair.week_start, 'IYYY-"W"IW') as iso_week,
    pair.metric,
    pair.dimension,
    pair.member,
    pair.statistic,
    pair.unit,
    pair.value as old_value,
    pair.new_value,
    pair.new_value - pair.value as change,
    pair.numerator as old_numerator,
    pair.new_numerator,
    pair.denominator as old_denominator,
    pair.new_denominator,
    pair.n as old_n,
    pair.new_n,
    pair.status as old_status,
    pair.new_status,
    pair.reason,
    pair.edition,
    pair.revision,
    pair.replaced_at
from pair
where pair.reason is not null;
comment on view mart.restatement is 'Values that stood in a published edition and changed: one row a change, the old one beside the new.';
comment on column mart.restatement.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.restatement.iso_week is 'The week as ISO 8601 names it, such as 2026-W10.';
comment on column mart.restatement.metric is 'Name of the metric.';
comment on column mart.restatement.dimension is 'company, segment, segment:<scheme>, department, item, theme or source; leader only for export.';
comment on column mart.restatement.member is 'Member of the dimension; all for the company.';
comment on column mart.restatement.statistic is 'Which figure of the metric.';
comment on column mart.restatement.unit is 'Unit of the values.';
comment on column mart.restatement.old_value is 'What was published; null: see old_status.';
comment on column mart.restatement.new_value is 'What took its place; null: see new_status.';
comment on column mart.restatement.change is 'New value less the old one; null where either is.';
comment on column mart.restatement.old_numerator is 'Numerator that was published.';
comment on column mart.restatement.new_numerator is 'Numerator that took its place.';
comment on column mart.restatement.old_denominator is 'Denominator that was published.';
comment on column mart.restatement.new_denominator is 'Denominator that took its place.';
comment on column mart.restatement.old_n is 'Records that the old value rests on.';
comment on column mart.restatement.new_n is 'Records that the new value rests on.';
comment on column mart.restatement.old_status is 'ok, or why there was no value.';
comment on column mart.restatement.new_status is 'ok, or why there is no value; null: the row is gone.';
comment on column mart.restatement.reason is 'Why it changed: late_data, definition, setting or forced.';
comment on column mart.restatement.edition is 'Last edition of the week in which the old value stood.';
comment on column mart.restatement.revision is 'Number of the old value, from 1.';
comment on column mart.restatement.replaced_at is 'When it was replaced.';
