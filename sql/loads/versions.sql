-- Once a load's columns are known: what each load of its kind said, itself included.

-- step: version_load
create temporary table version_load on commit drop as
select load.load_id, load.source, load.observed_at, load.sha256 collate "C" as sha256, load.present_columns
from ops.load as load
join load_context on load_context.kind = load.kind
where load.status = 'loaded' and load.load_id <> load_context.load_id
union all
select load_id, source, observed_at, sha256, present from load_context;
