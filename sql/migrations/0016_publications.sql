-- Where each edition was published, what it holds, and what a publication that was stopped has left to do.

create table ops.publication (
    week_start date not null,
    edition integer not null,
    directory text not null,
    manifest text not null,
    has_byte_order_mark boolean not null,
    delimiter text not null,
    decimal_mark text not null,
    draft uuid,
    finished_at timestamptz,
    lost_at timestamptz,
    constraint publication_is_known_by_week_and_number primary key (week_start, edition),
    constraint publication_has_an_edition foreign key (week_start, edition) references mart.edition (week_start, edition),
    constraint publication_has_a_draft_until_it_is_finished check ((draft is null) = (finished_at is not null))
);
comment on table ops.publication is
    'Where each edition was published and what it holds; the edition is final once the row is there, its folder and links follow.';
comment on column ops.publication.week_start is 'Week of the edition.';
comment on column ops.publication.edition is 'Its number.';
comment on column ops.publication.directory is 'Absolute path of the folder of bundles it was published into.';
comment on column ops.publication.manifest is 'Its manifest.json; names the SHA-256 of every other file.';
comment on column ops.publication.has_byte_order_mark is 'Whether its text files begin with a byte order mark.';
comment on column ops.publication.delimiter is 'Delimiter of its CSV files.';
comment on column ops.publication.decimal_mark is 'Decimal mark of its CSV files.';
comment on column ops.publication.draft is 'The draft its files were written in; null once it is finished.';
comment on column ops.publication.finished_at is 'When its folder and links were in place; null: the next publication finishes it.';
comment on column ops.publication.lost_at is
    'When its folder was found missing or altered and could not be written again, because the figures have changed since; null: it was not.';

create table ops.bundle_draft (
    draft uuid not null,
    directory text not null,
    server_process integer not null,
    constraint bundle_draft_is_known_by_id primary key (draft)
);
comment on table ops.bundle_draft is
    'Drafts of publications, written down before they are made and removed after them: what is left was stopped.';
comment on column ops.bundle_draft.draft is 'Names the folder .editions/.<draft> in the folder of bundles.';
comment on column ops.bundle_draft.directory is 'Absolute path of the folder of bundles.';
comment on column ops.bundle_draft.server_process is 'Process of the session that makes it, as pg_stat_activity names it.';
