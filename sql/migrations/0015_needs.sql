-- What must be connected before a metric says anything.

alter table mart.metric_definition add column needs text not null default '';
comment on column mart.metric_definition.needs is
    'Kinds and columns that must be connected, separated by commas; any of those joined by `or` will do. Where one is not, the metric is missing_input, or leaves the sources out that lack it (in each source). Empty: nothing.';

-- These have one more parameter now; the earlier ones beside them would make every call ambiguous.
drop function if exists mart.share(double precision, double precision, bigint, boolean);
drop function if exists mart.figure(double precision, bigint, bigint, boolean);
drop function if exists mart.quantile(
    double precision, double precision, double precision, bigint, bigint, bigint);

-- Kept with an archived value, so that one that comes back is as it was.
alter table mart.metric_revision add column computed_at timestamptz;
comment on column mart.metric_revision.computed_at is 'When it was computed; null: before this was kept.';
