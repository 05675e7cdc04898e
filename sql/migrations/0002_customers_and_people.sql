-- Customers, segments, people: what changes over time keeps its observations, and the history is derived from them.

create table core.customer (
    customer_id text not null,
    name text,
    aliases text[],
    emails text[],
    email_domains text[],
    customer_since timestamptz,
    churned_at timestamptz,
    country text,
    extra jsonb,
    source text not null,
    observed_at timestamptz not null,
    last_seen_at timestamptz not null,
    is_absent boolean not null default false,
    load_id bigint not null,
    constraint customer_is_known_by_id primary key (customer_id),
    constraint customer_id_is_not_empty check (customer_id <> '')
);
comment on table core.customer is 'One row a customer, as last observed.';
comment on column core.customer.aliases is 'Other names and other systems'' ids; null: none known.';
comment on column core.customer.emails is 'Addresses of contacts; null: none known.';
comment on column core.customer.email_domains is 'Domains whose addresses belong to the customer; null: none known.';
comment on column core.customer.customer_since is 'First instant as a customer; null: unknown.';
comment on column core.customer.churned_at is 'Instant at which the customer left; null: not known to have left.';
comment on column core.customer.extra is 'Columns a mapping keeps beside ours.';
comment on column core.customer.source is 'Source of the newest record.';
comment on column core.customer.observed_at is 'observed_at of the newest record.';
comment on column core.customer.last_seen_at is 'observed_at of the newest delivery that held the customer.';
comment on column core.customer.is_absent is 'A complete delivery no longer holds the customer: left out of every metric.';
comment on column core.customer.load_id is 'Load that brought the newest record.';

create table core.customer_value_observation (
    customer_id text not null,
    observed_at timestamptz not null,
    annual_value numeric,
    currency text,
    load_id bigint not null,
    constraint customer_value_is_observed_once_an_instant primary key (customer_id, observed_at),
    constraint customer_value_is_of_a_customer foreign key (customer_id) references core.customer (customer_id)
);
comment on table core.customer_value_observation is 'Annual values as each delivery showed them.';

create table core.customer_value (
    customer_id text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    annual_value numeric,
    currency text,
    constraint customer_value_holds_from_one_instant primary key (customer_id, valid_from),
    constraint customer_value_ends_after_it_starts check (valid_to > valid_from),
    constraint customer_value_belongs_to_a_customer foreign key (customer_id) references core.customer (customer_id)
);
comment on table core.customer_value is 'History of annual values, derived from their observations; the first known one holds from ever.';
comment on column core.customer_value.annual_value is 'Value of one year in currency; null: unknown.';
comment on column core.customer_value.currency is 'ISO 4217 code; null: the reporting currency.';

create table core.customer_handle (
    handle text not null,
    rule text not null,
    customer_id text not null,
    constraint customer_handle_is_stored_once primary key (handle, rule, customer_id),
    constraint customer_handle_rule_is_known check (rule in ('id', 'alias', 'contact', 'domain')),
    constraint customer_handle_is_of_a_customer foreign key (customer_id) references core.customer (customer_id)
);
create index customer_handle_by_customer on core.customer_handle (customer_id);
comment on table core.customer_handle is 'Everything a customer answers to, trimmed and lower-cased; derived from core.customer.';

create table core.customer_ref (
    customer_ref_id bigint generated always as identity,
    ref text not null,
    customer_id text,
    rule text,
    constraint customer_ref_is_known_by_number primary key (customer_ref_id),
    constraint customer_ref_is_stored_once unique (ref),
    constraint customer_ref_is_lower_case check (ref = lower(ref)),
    constraint customer_ref_rule_is_known check (rule in ('id', 'alias', 'contact', 'domain')),
    constraint customer_ref_resolves_to_a_customer foreign key (customer_id) references core.customer (customer_id)
);
create index customer_ref_by_customer on core.customer_ref (customer_id);
comment on table core.customer_ref is 'Every way in which records name a customer, and whom it means today; facts hold its number.';
comment on column core.customer_ref.ref is 'The reference, trimmed and lower-cased.';
comment on column core.customer_ref.customer_id is 'The customer it resolves to; null: nobody, or more than one.';
comment on column core.customer_ref.rule is 'The rule that decided: id, alias, contact or domain.';

create table core.membership_record (
    customer_id text not null,
    scheme text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    segment text not null,
    observed_at timestamptz not null,
    load_id bigint not null,
    constraint membership_record_starts_at_one_instant primary key (customer_id, scheme, valid_from),
    constraint membership_record_ends_after_it_starts check (valid_to > valid_from)
);
comment on table core.membership_record is 'The newest whole history of segments that a file gave for a customer and scheme.';

create table core.membership_observation (
    customer_id text not null,
    scheme text not null,
    observed_at timestamptz not null,
    segment text,
    load_id bigint not null,
    constraint membership_is_observed_once_an_instant primary key (customer_id, scheme, observed_at)
);
comment on table core.membership_observation is 'Segments as each snapshot showed them.';
comment on column core.membership_observation.segment is 'Segment; null: a complete snapshot did not hold the customer.';

create table core.membership (
    customer_id text not null,
    scheme text not null,
    segment text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    constraint membership_starts_at_one_instant primary key (customer_id, scheme, valid_from),
    constraint membership_ends_after_it_starts check (valid_to > valid_from)
);
comment on table core.membership is 'Which segment a customer was in, when: derived from whole histories and later snapshots.';
comment on column core.membership.scheme is 'Way of dividing customers; segment is the default one.';
comment on column core.membership.valid_from is 'First instant; -infinity: from ever.';
comment on column core.membership.valid_to is 'First instant after; infinity: still.';

create table core.person (
    person_id bigint generated always as identity,
    email text not null,
    is_absent boolean not null default false,
    last_seen_at timestamptz not null,
    source text not null,
    constraint person_is_known_by_number primary key (person_id),
    constraint person_is_known_by_email unique (email),
    constraint person_email_is_lower_case check (email = lower(email) and email <> '')
);
comment on table core.person is 'One row an employee that was loaded as people.';

create table core.person_record (
    person_id bigint not null,
    valid_from timestamptz not null,
    name text,
    aliases text[],
    department text,
    title text,
    is_leader boolean,
    employed_from timestamptz,
    employed_to timestamptz,
    observed_at timestamptz not null,
    load_id bigint not null,
    constraint person_record_starts_at_one_instant primary key (person_id, valid_from),
    constraint person_record_is_of_a_person foreign key (person_id) references core.person (person_id)
);
comment on table core.person_record is 'The newest whole history that a file gave for a person.';

create table core.person_observation (
    person_id bigint not null,
    observed_at timestamptz not null,
    name text,
    aliases text[],
    department text,
    title text,
    is_leader boolean,
    employed_from timestamptz,
    employed_to timestamptz,
    load_id bigint not null,
    constraint person_is_observed_once_an_instant primary key (person_id, observed_at),
    constraint person_observation_is_of_a_person foreign key (person_id) references core.person (person_id)
);
comment on table core.person_observation is 'People as each delivery without valid_from showed them.';

create table core.person_history (
    person_id bigint not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    name text,
    aliases text[],
    department text,
    title text,
    is_leader boolean not null,
    employed_from timestamptz,
    employed_to timestamptz,
    constraint person_history_starts_at_one_instant primary key (person_id, valid_from),
    constraint person_history_ends_after_it_starts check (valid_to > valid_from),
    constraint person_history_is_of_a_person foreign key (person_id) references core.person (person_id)
);
comment on table core.person_history is 'What held for a person, when: the first row from ever, each until the next; derived.';
comment on column core.person_history.employed_from is 'First instant of employment; null: unknown.';
comment on column core.person_history.employed_to is 'First instant after employment; null: still employed.';

create table core.person_handle (
    handle text not null,
    rule text not null,
    person_id bigint not null,
    constraint person_handle_is_stored_once primary key (handle, rule, person_id),
    constraint person_handle_rule_is_known check (rule in ('email', 'alias')),
    constraint person_handle_is_of_a_person foreign key (person_id) references core.person (person_id)
);
create index person_handle_by_person on core.person_handle (person_id);
comment on table core.person_handle is 'Everything a person answers to, trimmed and lower-cased; derived from core.person_history.';

create table core.person_ref (
    person_ref_id bigint generated always as identity,
    ref text not null,
    person_id bigint,
    constraint person_ref_is_known_by_number primary key (person_ref_id),
    constraint person_ref_is_stored_once unique (ref),
    constraint person_ref_is_lower_case check (ref = lower(ref)),
    constraint person_ref_resolves_to_a_person foreign key (person_id) references core.person (person_id)
);
comment on table core.person_ref is 'Every way in which records name a participant or assignee; facts hold its number.';
comment on column core.person_ref.ref is 'E-mail or alias, trimmed and lower-cased.';
comment on column core.person_ref.person_id is 'The employee it means; null: nobody registered, or more than one.';
