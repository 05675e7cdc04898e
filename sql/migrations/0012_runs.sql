-- What each run does and how it ended.

create table ops.run (
    run_id uuid not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    exit_code integer,
    server_process integer not null,
    stage text not null,
    unit text not null,
    unit_number integer not null,
    unit_count integer not null,
    constraint run_is_known_by_id primary key (run_id),
    constraint run_has_a_code_once_it_ended check ((finished_at is null) = (exit_code is null)),
    constraint run_stage_is_one_of_three check (stage in ('load', 'compute', 'publish'))
);
create index run_by_start on ops.run (started_at);
comment on table ops.run is 'One row a run of `earshot run`; written beside its work, so that other sessions see how far it is.';
comment on column ops.run.run_id is 'Drawn by the client; the log names it.';
comment on column ops.run.started_at is 'When it began.';
comment on column ops.run.finished_at is
    'When it ended; null: it runs, or it was killed. It runs as long as its session holds the writer''s lock.';
comment on column ops.run.exit_code is 'Its exit code; null as above.';
comment on column ops.run.server_process is 'Process of its session, as pg_stat_activity names it.';
comment on column ops.run.stage is 'What it does, or did last: load, compute or publish.';
comment on column ops.run.unit is 'The file or the week that it is at; empty: none yet.';
comment on column ops.run.unit_number is 'Place of that file or week in the stage, from 1; 0: none yet.';
comment on column ops.run.unit_count is 'Files or weeks of the stage, as far as they are known.';
