create or replace view mart.freshness as
with
loaded as (
    select load.kind, load.source, load.finished_at, load.observed_at, load.read_count, load.rejected_count,
        load.warnings,
        lag(load.read_count) over (partition by load.kind, load.source order by load.observed_at, load.load_id) as previous_count,
        row_number() over (partition by load.kind, load.source order by load.load_id desc) as place
    from ops.load
    where load.status = 'loaded'
        and load.undone_at is null
        and load.replay_of is null
),
refused as (
    select load.kind, load.source, max(load.finished_at) as refused_at
    from ops.load
    where load.status = 'refused'
    group by load.kind, load.source
)
select
    coalesce(loaded.kind, refused.kind) as kind,
    coalesce(loaded.source, refused.source) as source,
    loaded.finished_at as loaded_at,
    loaded.observed_at,
    loaded.read_count,
    loaded.rejected_count,
    case when refused.refused_at > coalesce(loaded.finished_at, '-infinity') then refused.refused_at end as refused_at,
    loaded.previous_count,
    loaded.warnings
from (select * from loaded where place = 1) as loaded
full join refused on refused.kind = loaded.kind and refused.source = loaded.source;
comment on view mart.freshness is 'One row a source: its newest load.';
comment on column mart.freshness.kind is 'Kind of records.';
comment on column mart.freshness.source is 'Name of the source.';
comment on column mart.freshness.loaded_at is 'When its newest file was loaded; null: none was.';
comment on column mart.freshness.observed_at is 'Instant at which that file showed the world.';
comment on column mart.freshness.read_count is 'Records in that file.';
comment on column mart.freshness.rejected_count is 'Records of it that broke a rule.';
comment on column mart.freshness.refused_at is 'When a file was refused since; null: none was.';
comment on column mart.freshness.previous_count is 'Records in the file that showed the world before it; null: it was the first.';
comment on column mart.freshness.warnings is
    'What makes figures doubtful though that file was loaded: an array of objects with kind and message; null: no file was loaded.';
