-- A customer's name resolves, references by URL show their host, and what is stored has the form that
-- loads now give to it: names without surplus blanks in NFC, addresses without what stood around
-- them, ids without a spreadsheet's decimals.

alter table core.customer_handle
    drop constraint customer_handle_rule_is_known,
    add constraint customer_handle_rule_is_known check (rule in ('id', 'alias', 'name', 'contact', 'domain'));
comment on table core.customer_handle is 'Everything a customer answers to, lower-cased; derived from core.customer.';

alter table core.customer_ref
    add column host text,
    drop constraint customer_ref_rule_is_known,
    add constraint customer_ref_rule_is_known check (rule in ('id', 'alias', 'name', 'contact', 'domain'));
comment on column core.customer_ref.host is
    'Host name in the reference, such as that of a URL; null: it is an address or a domain, or neither.';
comment on column core.customer_ref.rule is
    'The rule that decided: id, alias, name, contact or domain.';

create table core.resolution (
    own_domains text,
    is_single boolean not null default true,
    constraint resolution_is_one_row primary key (is_single),
    constraint resolution_is_single check (is_single)
);
-- Where there are references, all of them are resolved again by the next command.
insert into core.resolution (own_domains)
select case
    when not exists (select from core.customer_ref) and not exists (select from core.person_ref) then ''
end;
comment on table core.resolution is 'One row: with what the references of records were resolved.';
comment on column core.resolution.own_domains is
    'The own domains at that time, sorted, with semicolons; null: all are to be resolved again.';

-- Names without surplus blanks, in NFC.
create function pg_temp.plain(text) returns text
language sql immutable as $$
    select normalize(
        btrim(regexp_replace(
            $1,
            E'[\\u0009-\\u000d\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a'
            '\\u2028\\u2029\\u202f\\u205f\\u3000]+',
            ' ', 'g')),
        nfc)
$$;
create function pg_temp.identifier(text) returns text
language sql immutable as $$
    select regexp_replace(pg_temp.plain($1), '^(\d+)[.,]0{1,2}$', '\1')
$$;
create function pg_temp.action_key(text) returns text
language sql immutable as $$
    select case when $1 like ' %' then $1 else pg_temp.identifier($1) end
$$;
-- The address in `Name <address>` or behind `mailto:`.
create function pg_temp.reference(text) returns text
language sql immutable as $$
    select coalesce(
        rtrim(substring(pg_temp.plain($1) from '(?i)<(?:mailto:)?([^<>@\s]+@[^<>@\s]+)>'), '.'),
        rtrim(substring(pg_temp.plain($1) from '(?i)^mailto:([^<>@\s]+@[^<>@\s?]+)'), '.'),
        pg_temp.identifier($1))
$$;
-- The host name in a URL, or in a domain with what stands around it.
create function pg_temp.host(text) returns text
language sql immutable as $$
    select substring(
        lower(pg_temp.plain($1))
        from '^(?:[a-z][a-z0-9+.-]*://)?(?:[^@/?#\s]*@)?(?:www\.(?=[^.:/?#\s]+\.))?'
            '((?:[^.@:/?#\s]+\.)+[^.@:/?#\s]+)\.?(?::\d+)?(?:[/?#].*)?$')
$$;

create temporary table changed_row on commit drop as
select ''::text as relation, 0::bigint as row_count where false;

-- Short texts of all facts.
do $$
declare
    place record;
    row_count bigint;
begin
    for place in
        select columns.table_name, columns.column_name,
            columns.data_type = 'ARRAY' as is_list
        from information_schema.columns
        where columns.table_schema = 'core'
            and columns.column_name in (
                'department', 'segment', 'scheme', 'themes', 'channel', 'priority', 'country', 'name',
                'title', 'series', 'currency')
            and columns.table_name in (
                'customer', 'customer_value', 'customer_value_observation', 'ticket', 'interview',
                'meeting', 'feedback', 'action', 'membership', 'membership_record',
                'membership_observation', 'membership_delivery', 'person_record',
                'person_observation', 'person_history')
    loop
        if place.is_list then
            execute format(
                'update core.%1$I set %2$I = array(
                     select pg_temp.plain(item)
                     from unnest(%2$I) with ordinality as listed (item, position)
                     order by position)
                 where exists (select from unnest(%2$I) as item where item <> pg_temp.plain(item))',
                place.table_name, place.column_name);
        elsif place.column_name = 'currency' then
            execute format(
                'update core.%1$I set currency = upper(pg_temp.plain(currency))
                 where currency <> upper(pg_temp.plain(currency))',
                place.table_name);
        else
            execute format(
                'update core.%1$I set %2$I = pg_temp.plain(%2$I)
                 where %2$I <> pg_temp.plain(%2$I)',
                place.table_name, place.column_name);
        end if;
        get diagnostics row_count = row_count;
        insert into changed_row values (place.table_name, row_count);
    end loop;
end
$$;

-- What customers and people are known by.
update core.customer as known
set
    aliases = array(
        select pg_temp.reference(item)
        from unnest(known.aliases) with ordinality as listed (item, position)
        order by position),
    emails = array(
        select pg_temp.reference(item)
        from unnest(known.emails) with ordinality as listed (item, position)
        order by position),
    email_domains = array(
        select coalesce(pg_temp.host(item), item)
        from unnest(known.email_domains) with ordinality as listed (item, position)
        order by position)
where exists (
        select from unnest(known.aliases || known.emails) as item
        where item <> pg_temp.reference(item))
    or exists (
        select from unnest(known.email_domains) as item
        where item <> coalesce(pg_temp.host(item), item));

do $$
declare
    place record;
begin
    for place in
        select unnest(array['person_record', 'person_observation', 'person_history']) as table_name
    loop
        execute format(
            'update core.%1$I set aliases = array(
                 select pg_temp.reference(item)
                 from unnest(aliases) with ordinality as listed (item, position)
                 order by position)
             where exists (select from unnest(aliases) as item where item <> pg_temp.reference(item))',
            place.table_name);
    end loop;
end
$$;
update core.person as known
set email = lower(pg_temp.reference(known.email))
where known.email <> lower(pg_temp.reference(known.email))
    and not exists (
        select from core.person as other where other.email = lower(pg_temp.reference(known.email)));

-- Ids: of customers, which others refer to, and of records, where the plain one is not taken.
create temporary table renamed_customer on commit drop as
select distinct on (pg_temp.identifier(customer.customer_id))
    customer.customer_id as old_id, pg_temp.identifier(customer.customer_id) as new_id
from core.customer as customer
where customer.customer_id <> pg_temp.identifier(customer.customer_id)
    and not exists (
        select from core.customer as other
        where other.customer_id = pg_temp.identifier(customer.customer_id))
order by pg_temp.identifier(customer.customer_id), customer.customer_id;
insert into core.customer (
    customer_id, record_number, name, aliases, emails, email_domains, customer_since, churned_at, country, extra,
    source, version_at, observed_at, last_seen_at, is_absent, load_id, column_versions, unchanged_since
)
select
    renamed.new_id, customer.record_number, customer.name, customer.aliases, customer.emails, customer.email_domains,
    customer.customer_since, customer.churned_at, customer.country, customer.extra, customer.source,
    customer.version_at, customer.observed_at, customer.last_seen_at, customer.is_absent, customer.load_id,
    customer.column_versions, customer.unchanged_since
from core.customer as customer
join renamed_customer as renamed on renamed.old_id = customer.customer_id;

do $$
declare
    place record;
begin
    delete from core.customer_handle;
    for place in
        select unnest(array[
            'customer_value_observation', 'customer_value', 'customer_ref', 'membership', 'membership_record',
            'membership_observation']) as table_name
    loop
        execute format(
            'update core.%1$I as known set customer_id = renamed.new_id
             from renamed_customer as renamed where known.customer_id = renamed.old_id',
            place.table_name);
    end loop;
    for place in
        select *
        from (values
            ('ticket', 'ticket_id'), ('ticket_text', 'ticket_id'), ('interview', 'interview_id'),
            ('interview_text', 'interview_id'), ('meeting', 'meeting_id'), ('feedback', 'feedback_id'),
            ('feedback_text', 'feedback_id')
        ) as keyed (table_name, column_name)
    loop
        execute format(
            'update core.%1$I as known set %2$I = pg_temp.identifier(known.%2$I)
             where known.%2$I <> pg_temp.identifier(known.%2$I)
                 and not exists (
                     select from core.%1$I as other
                     where other.source = known.source and other.%2$I <> known.%2$I
                         and pg_temp.identifier(other.%2$I) = pg_temp.identifier(known.%2$I))',
            place.table_name, place.column_name);
    end loop;
    -- An action without an id is known by a key that begins with a blank.
    for place in select unnest(array['action', 'action_text']) as table_name loop
        execute format(
            'update core.%1$I as known
             set item_id = pg_temp.identifier(known.item_id), action_key = pg_temp.action_key(known.action_key)
             where (known.item_id, known.action_key)
                     <> (pg_temp.identifier(known.item_id), pg_temp.action_key(known.action_key))
                 and not exists (
                     select from core.%1$I as other
                     where other.source = known.source and other.item_source = known.item_source
                         and other.item_kind = known.item_kind
                         and (other.item_id, other.action_key) <> (known.item_id, known.action_key)
                         and pg_temp.identifier(other.item_id) = pg_temp.identifier(known.item_id)
                         and pg_temp.action_key(other.action_key) = pg_temp.action_key(known.action_key))',
            place.table_name);
    end loop;
    update core.action as known set action_id = action_key where action_id <> '' and action_id <> action_key;
end
$$;
delete from core.customer as known
using renamed_customer as renamed
where known.customer_id = renamed.old_id;

-- Handles, as a load of customers and one of people derive them.
insert into core.customer_handle (handle, rule, customer_id)
select lower(customer.customer_id), 'id', customer.customer_id
from core.customer as customer
where not customer.is_absent
union
select lower(customer.name), 'name', customer.customer_id
from core.customer as customer
where not customer.is_absent and customer.name <> ''
union
select lower(alias), 'alias', customer.customer_id
from core.customer as customer
cross join unnest(customer.aliases) as alias
where not customer.is_absent and alias <> ''
union
select lower(email), 'contact', customer.customer_id
from core.customer as customer
cross join unnest(customer.emails) as email
where not customer.is_absent and email <> ''
union
select lower(domain), 'domain', customer.customer_id
from core.customer as customer
cross join unnest(customer.email_domains) as domain
where not customer.is_absent and domain <> '';

delete from core.person_handle;
insert into core.person_handle (handle, rule, person_id)
select person.email, 'email', person.person_id
from core.person as person
where not person.is_absent
union
select lower(alias), 'alias', past.person_id
from core.person_history as past
join core.person as person on person.person_id = past.person_id
cross join unnest(past.aliases) as alias
where not person.is_absent and alias <> '';

-- References that were spelled in several ways become one; facts hold its number.
create temporary table merged_customer_ref on commit drop as
select
    known.customer_ref_id, lower(pg_temp.reference(known.ref)) as ref,
    min(known.customer_ref_id) over (partition by lower(pg_temp.reference(known.ref))) as kept_id
from core.customer_ref as known;
create temporary table merged_person_ref on commit drop as
select
    known.person_ref_id, lower(pg_temp.reference(known.ref)) as ref,
    min(known.person_ref_id) over (partition by lower(pg_temp.reference(known.ref))) as kept_id
from core.person_ref as known;

do $$
declare
    place record;
begin
    for place in select unnest(array['ticket', 'interview', 'meeting', 'feedback']) as table_name loop
        execute format(
            'update core.%1$I as known set customer_ref_id = merged.kept_id
             from merged_customer_ref as merged
             where known.customer_ref_id = merged.customer_ref_id
                 and merged.kept_id <> merged.customer_ref_id',
            place.table_name);
    end loop;
    for place in
        select *
        from (values
            ('interview', 'participant_ref_ids'), ('meeting', 'invited_ref_ids'),
            ('meeting', 'attendee_ref_ids')
        ) as listed (table_name, column_name)
    loop
        execute format(
            'update core.%1$I as known
             set %2$I = array(
                 select merged.kept_id
                 from unnest(known.%2$I) with ordinality as listed (person_ref_id, position)
                 join merged_person_ref as merged on merged.person_ref_id = listed.person_ref_id
                 order by listed.position)
             where known.%2$I && array(
                 select person_ref_id from merged_person_ref where kept_id <> person_ref_id)',
            place.table_name, place.column_name);
    end loop;
end
$$;
update core.ticket as known
set assignee_ref_id = merged.kept_id
from merged_person_ref as merged
where known.assignee_ref_id = merged.person_ref_id
    and merged.kept_id <> merged.person_ref_id;

delete from core.customer_ref as known
using merged_customer_ref as merged
where known.customer_ref_id = merged.customer_ref_id
    and merged.kept_id <> merged.customer_ref_id;
update core.customer_ref as known
set ref = merged.ref
from merged_customer_ref as merged
where known.customer_ref_id = merged.customer_ref_id and known.ref <> merged.ref;
update core.customer_ref as known
set host = pg_temp.host(known.ref)
where known.ref ~ '[/:]|^@|^www\.|\.$' and pg_temp.host(known.ref) is not null;
delete from core.person_ref as known
using merged_person_ref as merged
where known.person_ref_id = merged.person_ref_id and merged.kept_id <> merged.person_ref_id;
update core.person_ref as known
set ref = merged.ref
from merged_person_ref as merged
where known.person_ref_id = merged.person_ref_id and known.ref <> merged.ref;

-- The weeks whose figures name what changed.
insert into ops.dirty_week (week_start, load_id)
select distinct metric_value.week_start, 0
from mart.metric_value
where exists (select from changed_row where changed_row.row_count > 0)
    or exists (select from renamed_customer)
on conflict (week_start, load_id) do nothing;
