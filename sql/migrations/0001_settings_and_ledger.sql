-- Schemas, settings with their history, and the ledger of loads.

create schema core;
create schema mart;
create schema if not exists ops;

comment on schema core is 'What is true: customers, people, conversations, tickets, feedback, actions.';
comment on schema mart is 'What is reported: metric values, their revisions, and views for analysts.';
comment on schema ops is 'How it came about: loads, rejections, runs.';

create table core.setting_definition (
    setting text not null,
    default_value text,
    description text not null,
    constraint setting_definition_is_known_by_name primary key (setting)
);
comment on table core.setting_definition is 'One row a setting: its default and what it means.';
comment on column core.setting_definition.setting is 'Name of the setting.';
comment on column core.setting_definition.default_value is 'Value where nothing else was set; null: derived from the data.';
comment on column core.setting_definition.description is 'Meaning and unit.';

insert into core.setting_definition (setting, default_value, description) values
    ('reporting_tz', 'UTC', 'IANA time zone in which weeks and dates are read; fixed by the first load'),
    ('qualifying_minutes', '10', 'shortest duration of an interview that counts as a conversation, in minutes'),
    ('guest_minutes', '15', 'shortest stay of a customer in a meeting that counts, in minutes'),
    ('leader_interviews', '2', 'interviews that each leader promises in four weeks'),
    ('exposure_target_hours', '2', 'hours with customers that each employee is to reach in six weeks'),
    ('response_target_hours', '24', 'hours within which a ticket is to be answered'),
    ('action_target_days', '30', 'days within which an item is to be acted on'),
    ('closure_target_days', '14', 'days within which a customer is to be told of an action'),
    ('min_group_size', '5', 'fewest eligible employees of a department whose figures are shown'),
    ('neglect_lambda', '1', 'part of the plan that follows the number of customers, 0 to 1; the rest follows annual value'),
    ('neglect_target', '0.80', 'share of items acted on, and of tickets answered in time, that is promised'),
    ('neglect_weight_voice', '0.4', 'weight of the voice pillar in the neglect index'),
    ('neglect_weight_action', '0.4', 'weight of the action pillar in the neglect index'),
    ('neglect_weight_response', '0.2', 'weight of the response pillar in the neglect index'),
    ('theme_fdr', '0.10', 'false discovery rate of flagged themes'),
    ('reporting_currency', null, 'currency of annual values; default: the most frequent among customers with a value'),
    ('publish_grace_hours', '36', 'hours after a week ends until it is published although a required source is late'),
    ('own_domains', '', 'e-mail domains of the company itself, separated by semicolons; never customers');

create table core.setting (
    setting text not null,
    valid_from date not null,
    value text not null,
    changed_at timestamptz not null,
    constraint setting_holds_from_one_day primary key (setting, valid_from),
    constraint setting_is_defined foreign key (setting) references core.setting_definition (setting)
);
comment on table core.setting is 'One row a change of a setting; it holds for weeks that start on or after valid_from, until the next.';
comment on column core.setting.setting is 'Name of the setting.';
comment on column core.setting.valid_from is 'First week_start for which the value holds; -infinity: from ever.';
comment on column core.setting.value is 'The value as text.';
comment on column core.setting.changed_at is 'When it was set.';

create table ops.source (
    kind text not null,
    source text not null,
    is_complete boolean not null,
    complete_at timestamptz not null,
    constraint source_is_known_by_kind_and_name primary key (kind, source)
);
comment on table ops.source is 'One row a source: how far its deliveries reach.';
comment on column ops.source.is_complete is 'Whether each delivery holds every record, so that a missing one is absent.';
comment on column ops.source.complete_at is 'observed_at of the newest complete delivery; -infinity: none yet.';

create table ops.load (
    load_id bigint generated always as identity,
    kind text not null,
    source text not null,
    status text not null,
    reason text,
    file_path text not null,
    file_bytes bigint not null,
    file_modified_at timestamptz not null,
    sha256 text not null,
    mapping text not null,
    mapping_sha256 text not null,
    zone text not null,
    observed_at timestamptz not null,
    present_columns text[] not null,
    ignored_columns text[] not null,
    read_count bigint not null default 0,
    loaded_count bigint not null default 0,
    updated_count bigint not null default 0,
    unchanged_count bigint not null default 0,
    duplicate_count bigint not null default 0,
    stale_count bigint not null default 0,
    rejected_count bigint not null default 0,
    unattributed_count bigint not null default 0,
    out_of_order_count bigint not null default 0,
    undated_count bigint not null default 0,
    absent_count bigint not null default 0,
    started_at timestamptz not null,
    finished_at timestamptz,
    run_id uuid not null,
    constraint load_is_known_by_number primary key (load_id),
    constraint load_kind_is_one_of_eight check (
        kind in ('people', 'customers', 'segments', 'interviews', 'meetings', 'tickets', 'feedback', 'actions')),
    constraint load_is_loaded_or_refused check (status in ('loaded', 'refused')),
    constraint load_accounts_for_every_record check (
        status = 'refused'
        or read_count = loaded_count + updated_count + unchanged_count + duplicate_count + stale_count + rejected_count)
);
create index load_by_content on ops.load (sha256, kind, source);
create index load_by_file on ops.load (file_path, file_modified_at);
create unique index load_by_run on ops.load (run_id);
comment on table ops.load is 'The ledger: one row a file that was loaded or refused, committed together with its records.';
comment on column ops.load.load_id is 'Number of the load.';
comment on column ops.load.kind is 'Kind of the records: one of eight.';
comment on column ops.load.source is 'Name of the source the records belong to.';
comment on column ops.load.status is 'loaded, or refused (nothing of it was loaded).';
comment on column ops.load.reason is 'Why it was refused.';
comment on column ops.load.file_path is 'Path of the file as named.';
comment on column ops.load.file_bytes is 'Size of the file in bytes.';
comment on column ops.load.file_modified_at is 'Modification time of the file.';
comment on column ops.load.sha256 is 'SHA-256 of the decoded bytes, in hexadecimal.';
comment on column ops.load.mapping is 'Name of the mapping; empty: canonical columns.';
comment on column ops.load.mapping_sha256 is 'SHA-256 of the mapping; empty: canonical columns.';
comment on column ops.load.zone is 'Time zone in which times without an offset were read.';
comment on column ops.load.observed_at is 'Instant at which the file showed the world.';
comment on column ops.load.present_columns is 'Canonical columns the file gave.';
comment on column ops.load.ignored_columns is 'Columns of the file that went nowhere.';
comment on column ops.load.read_count is 'Records in the file.';
comment on column ops.load.loaded_count is 'Records that were new.';
comment on column ops.load.updated_count is 'Records that changed a known one.';
comment on column ops.load.unchanged_count is 'Records that changed nothing.';
comment on column ops.load.duplicate_count is 'Records that lost to another one of the same file.';
comment on column ops.load.stale_count is 'Records older than what was known.';
comment on column ops.load.rejected_count is 'Records that break a rule; see ops.rejection.';
comment on column ops.load.unattributed_count is 'Records whose customer is not known.';
comment on column ops.load.out_of_order_count is 'Records whose instants stand in an impossible order.';
comment on column ops.load.undated_count is 'Tickets without a creation time.';
comment on column ops.load.absent_count is 'Known records that a complete delivery no longer holds.';
comment on column ops.load.started_at is 'When the load began.';
comment on column ops.load.finished_at is 'When the load was about to commit.';
comment on column ops.load.run_id is 'Drawn by the client; tells after a lost connection whether the load was committed.';

create table ops.rejection (
    load_id bigint not null,
    ordinal bigint not null,
    line bigint not null,
    column_name text,
    rule text not null,
    message text not null,
    record bytea not null,
    constraint rejection_is_known_by_place primary key (load_id, ordinal),
    constraint rejection_belongs_to_a_load foreign key (load_id) references ops.load (load_id) on delete cascade
);
comment on table ops.rejection is 'One row a record that broke a rule, with its original bytes, so that it can be mended and loaded again.';
comment on column ops.rejection.ordinal is 'Place among the rejections of the load, from 1.';
comment on column ops.rejection.line is 'Line of the file on which the record begins, from 1.';
comment on column ops.rejection.column_name is 'Column at fault as the file names it; null: the record as a whole.';
comment on column ops.rejection.rule is 'Rule that was broken.';
comment on column ops.rejection.message is 'What to do; never holds a cell.';
comment on column ops.rejection.record is 'The bytes of the record as they stood in the file.';

create table ops.dirty_week (
    week_start date not null,
    load_id bigint not null,
    constraint dirty_week_is_marked_once_a_load primary key (week_start, load_id)
);
comment on table ops.dirty_week is 'Weeks whose records a load touched and that are to be computed again.';
