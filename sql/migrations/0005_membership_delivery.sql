-- Complete deliveries of segments: who is missing from one is found when histories are derived, so that the order in
-- which files are loaded does not matter.

create table core.membership_delivery (
    source text not null,
    scheme text not null,
    observed_at timestamptz not null,
    is_history boolean not null,
    load_id bigint not null,
    constraint membership_delivery_is_made_once_an_instant primary key (source, scheme, observed_at)
);
comment on table core.membership_delivery is 'Deliveries that held every customer their source knows of in a scheme.';
comment on column core.membership_delivery.source is 'Source that delivered.';
comment on column core.membership_delivery.scheme is 'Scheme it spoke of.';
comment on column core.membership_delivery.observed_at is 'Instant at which it showed the world.';
comment on column core.membership_delivery.is_history is 'Whether it held whole histories; else it is a snapshot.';
comment on column core.membership_delivery.load_id is 'Load that brought it.';

alter table core.membership_observation add column source text;
alter table core.membership_record add column source text;

update core.membership_observation as observed
set source = load.source
from ops.load as load
where load.load_id = observed.load_id;

update core.membership_record as record
set source = load.source
from ops.load as load
where load.load_id = record.load_id;

delete from core.membership_observation where segment is null;

alter table core.membership_observation alter column source set not null, alter column segment set not null;
alter table core.membership_record alter column source set not null;

comment on column core.membership_observation.source is 'Source that showed it.';
comment on column core.membership_observation.segment is 'Segment.';
comment on column core.membership_record.source is 'Source that gave it.';
