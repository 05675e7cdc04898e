-- What a load tells although it was committed.

alter table ops.load add column warnings jsonb not null default '[]';
comment on column ops.load.warnings is
    'What makes figures doubtful though the load was committed: an array of objects with kind (more_records, repeated_keys) and message, which holds nothing that a record says.';
