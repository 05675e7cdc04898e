-- What it takes to read a rejected record again, and which load did.

alter table ops.load
    add column syntax text,
    add column header bytea,
    add column delimiter text,
    add column replay_of bigint,
    add constraint load_replays_a_load foreign key (replay_of) references ops.load (load_id);
create index load_by_replayed on ops.load (replay_of) where replay_of is not null;
comment on column ops.load.syntax is 'How the records lay in the file: csv, ndjson, json or ics; null: it was refused.';
comment on column ops.load.header is
    'The header of CSV as it stood in the file, in UTF-8; null: each record says by itself what is what, or the file was refused.';
comment on column ops.load.delimiter is 'What separated the cells of CSV; null: it was none.';
comment on column ops.load.replay_of is
    'The load whose rejected records were read again; those rejected once more belong to this load, with their old lines. Null: a file.';
