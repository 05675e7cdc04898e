-- A load can be undone: its ledger row stays, and nothing counts it any more.

alter table ops.load
    add column undone_at timestamptz,
    add column undone_by bigint,
    add constraint load_is_undone_by_a_load foreign key (undone_by) references ops.load (load_id);
comment on column ops.load.undone_at is 'When the load was undone; null: it was not.';
comment on column ops.load.undone_by is 'The load that replaced it; null: it was not undone, or unloaded by command.';
