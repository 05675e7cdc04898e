-- Metric definitions, values, revisions, editions.

create table mart.metric_definition (
    metric text not null,
    version integer not null,
    question text not null,
    value text not null,
    unit text not null,
    grain text not null,
    counts text not null,
    null_when text not null,
    reads text not null,
    parameters text not null,
    source text not null,
    decided text not null,
    sha256 text not null,
    valid_from timestamptz not null,
    constraint metric_definition_is_known_by_version primary key (metric, version)
);
comment on table mart.metric_definition is 'What each metric means: the header of its SQL file, one row a version.';
comment on column mart.metric_definition.metric is 'Name of the metric.';
comment on column mart.metric_definition.version is 'Counts the changes of the definition, from 1.';
comment on column mart.metric_definition.question is 'The question it answers.';
comment on column mart.metric_definition.value is 'Its statistics.';
comment on column mart.metric_definition.unit is 'Units of its statistics.';
comment on column mart.metric_definition.grain is 'Dimensions and window.';
comment on column mart.metric_definition.counts is 'What is counted, and what is not.';
comment on column mart.metric_definition.null_when is 'When there is no value, and with which status.';
comment on column mart.metric_definition.reads is 'Relations and metrics it reads.';
comment on column mart.metric_definition.parameters is 'Settings it depends on.';
comment on column mart.metric_definition.source is 'Page or paper behind it.';
comment on column mart.metric_definition.decided is 'Choices made, and why.';
comment on column mart.metric_definition.sha256 is 'SHA-256 of the SQL file.';
comment on column mart.metric_definition.valid_from is 'When this version was first used.';

create table mart.metric_value (
    week_start date not null,
    metric text not null,
    dimension text not null,
    member text not null,
    statistic text not null,
    unit text not null,
    value double precision,
    numerator double precision,
    denominator double precision,
    n bigint not null,
    excluded bigint not null,
    ci_low double precision,
    ci_high double precision,
    status text not null,
    version integer not null,
    revision integer not null default 1,
    computed_at timestamptz not null,
    constraint metric_value_is_known_by_week_and_member
        primary key (week_start, metric, dimension, member, statistic),
    constraint metric_value_week_starts_on_monday check (extract(isodow from week_start) = 1),
    constraint metric_value_unit_is_known check (
        unit in ('share', 'count', 'minutes', 'hours', 'days', 'index', 'shortfall', 'score', 'ratio', 'probability', 'flag')),
    constraint metric_value_status_is_known check (
        status in ('ok', 'empty_denominator', 'insufficient_n', 'not_reached', 'missing_input', 'suppressed',
                   'voice_only', 'relative_voice', 'warming_up')),
    constraint metric_value_stands_only_with_a_good_status check (
        (value is not null) = (status in ('ok', 'voice_only', 'relative_voice')))
);
comment on table mart.metric_value is 'Current values of all metrics, one row a week, metric, dimension, member and statistic.';
comment on column mart.metric_value.week_start is 'Monday on which the week begins, in the reporting time zone.';
comment on column mart.metric_value.metric is 'Name of the metric.';
comment on column mart.metric_value.dimension is 'company, segment, segment:<scheme>, department, leader, item, theme or source.';
comment on column mart.metric_value.member is 'Member of the dimension; all for the company.';
comment on column mart.metric_value.statistic is 'Which figure of the metric.';
comment on column mart.metric_value.unit is 'Unit of the value.';
comment on column mart.metric_value.value is 'The value; null: see status.';
comment on column mart.metric_value.numerator is 'Numerator of a share.';
comment on column mart.metric_value.denominator is 'Denominator of a share.';
comment on column mart.metric_value.n is 'Records the value rests on.';
comment on column mart.metric_value.excluded is 'Records in scope that a rule leaves out.';
comment on column mart.metric_value.ci_low is 'Lower end of the 95 % interval; null: none.';
comment on column mart.metric_value.ci_high is 'Upper end of the 95 % interval; null: none, or never reached.';
comment on column mart.metric_value.status is 'ok, or why there is no value.';
comment on column mart.metric_value.version is 'Version of the definition.';
comment on column mart.metric_value.revision is 'Counts the values that were published for this row, from 1.';
comment on column mart.metric_value.computed_at is 'When it was computed.';

create table mart.edition (
    week_start date not null,
    edition integer not null,
    published_at timestamptz not null,
    manifest_sha256 text not null,
    constraint edition_is_known_by_week_and_number primary key (week_start, edition)
);
comment on table mart.edition is 'Bundles that were published; an edition never changes.';
comment on column mart.edition.week_start is 'Week of the bundle.';
comment on column mart.edition.edition is 'Counts the publications of the week, from 1.';
comment on column mart.edition.published_at is 'When it was published.';
comment on column mart.edition.manifest_sha256 is 'SHA-256 of its manifest.json.';

create table mart.metric_revision (
    week_start date not null,
    metric text not null,
    dimension text not null,
    member text not null,
    statistic text not null,
    revision integer not null,
    unit text not null,
    value double precision,
    numerator double precision,
    denominator double precision,
    n bigint not null,
    excluded bigint not null,
    ci_low double precision,
    ci_high double precision,
    status text not null,
    version integer not null,
    edition integer not null,
    reason text not null,
    replaced_at timestamptz not null,
    constraint metric_revision_is_known_by_row_and_number
        primary key (week_start, metric, dimension, member, statistic, revision),
    constraint metric_revision_reason_is_known check (reason in ('late_data', 'definition', 'setting', 'forced'))
);
comment on table mart.metric_revision is 'Values that stood in a published edition and were replaced.';
comment on column mart.metric_revision.edition is 'Last edition in which the value stood.';
comment on column mart.metric_revision.reason is 'Why it changed: late_data, definition, setting or forced.';
comment on column mart.metric_revision.replaced_at is 'When it was replaced.';
