-- A refused file left only its first rejections: it is loaded again, not replayed.
create or replace view ops.rejected_load as
select
    load.load_id,
    load.kind,
    load.source,
    load.file_path,
    load.mapping,
    load.status = 'refused' as is_refused,
    load.started_at,
    load.rejected_count
from ops.load
left join ops.source on source.kind = load.kind and source.source = load.source
where load.rejected_count > 0
    and load.undone_at is null
    and not exists (
        select
        from ops.load as later
        where later.kind = load.kind
            and later.source = load.source
            and later.load_id > load.load_id
            and later.undone_at is null
            and (later.status = 'loaded' or load.status = 'refused')
            and case
                when later.replay_of is not null then later.replay_of = load.load_id
                else later.file_path = load.file_path or (coalesce(source.is_complete, false) and later.status = 'loaded')
            end);
comment on view ops.rejected_load is
    'One row a load whose rejected records still wait: they were not replayed, the file was not loaded again, and where each delivery holds everything, none came later.';
comment on column ops.rejected_load.load_id is 'Number of the load.';
comment on column ops.rejected_load.kind is 'Kind of the records.';
comment on column ops.rejected_load.source is 'Name of the source they belong to.';
comment on column ops.rejected_load.file_path is 'Path of the file as named.';
comment on column ops.rejected_load.mapping is 'Name of the mapping; empty: canonical columns.';
comment on column ops.rejected_load.is_refused is 'Whether the file was refused: nothing of it was loaded, and ops.rejection holds its first rejections only.';
comment on column ops.rejected_load.started_at is 'When the load began.';
comment on column ops.rejected_load.rejected_count is 'Records that wait.';
