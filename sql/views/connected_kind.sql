create or replace view core.connected_kind as
select distinct load.kind
from ops.load
where load.status = 'loaded'
  and load.undone_at is null;
comment on view core.connected_kind is
    'Which kinds are connected: one row a kind of which a load was neither refused nor undone, with or without records.';
comment on column core.connected_kind.kind is 'Kind of records.';
