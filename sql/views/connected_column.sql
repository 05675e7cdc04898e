create or replace view core.connected_column as
with
layout as (
    -- Most loads of a source have the same columns.
    select distinct load.kind, load.source, load.present_columns
    from ops.load
    where load.status = 'loaded'
      and load.undone_at is null
)
select distinct layout.kind, layout.source, present.column_name
from layout
cross join lateral unnest(layout.present_columns) as present (column_name);
comment on view core.connected_column is
    'Which columns are connected: one row a kind, source and column that a load had which was neither refused nor undone.';
comment on column core.connected_column.kind is 'Kind of records.';
comment on column core.connected_column.source is 'Name of the source.';
comment on column core.connected_column.column_name is 'Canonical column, by its name or through a mapping.';
