-- What undoing a load takes: derived rows go with their record, and the ledger knows what earlier loads may hold.

alter table core.customer_handle
    drop constraint customer_handle_is_of_a_customer,
    add constraint customer_handle_is_of_a_customer
        foreign key (customer_id) references core.customer (customer_id) on delete cascade;
alter table core.customer_value
    drop constraint customer_value_belongs_to_a_customer,
    add constraint customer_value_belongs_to_a_customer
        foreign key (customer_id) references core.customer (customer_id) on delete cascade;
alter table core.customer_ref
    drop constraint customer_ref_resolves_to_a_customer,
    add constraint customer_ref_resolves_to_a_customer
        foreign key (customer_id) references core.customer (customer_id) on delete set null (customer_id);
alter table core.person_handle
    drop constraint person_handle_is_of_a_person,
    add constraint person_handle_is_of_a_person
        foreign key (person_id) references core.person (person_id) on delete cascade;
alter table core.person_history
    drop constraint person_history_is_of_a_person,
    add constraint person_history_is_of_a_person
        foreign key (person_id) references core.person (person_id) on delete cascade;
alter table core.person_ref
    drop constraint person_ref_resolves_to_a_person,
    add constraint person_ref_resolves_to_a_person
        foreign key (person_id) references core.person (person_id) on delete set null (person_id);
create index person_ref_by_person on core.person_ref (person_id);

alter table ops.load add column holds_exactly boolean not null default true;
comment on column ops.load.holds_exactly is
    'Whether held is exact; else the load may hold these records: it was made by an earlier version.';

-- A load of an earlier version may hold every record of its kind that is there.
update ops.load
set holds_exactly = false,
    held = reach.numbers,
    behind = reach.numbers
from (
    select 'customers' as kind, int8multirange(int8range(1, max(record_number), '[]')) as numbers from core.customer
    union all
    select 'interviews', int8multirange(int8range(1, max(record_number), '[]')) from core.interview
    union all
    select 'meetings', int8multirange(int8range(1, max(record_number), '[]')) from core.meeting
    union all
    select 'tickets', int8multirange(int8range(1, max(record_number), '[]')) from core.ticket
    union all
    select 'feedback', int8multirange(int8range(1, max(record_number), '[]')) from core.feedback
    union all
    select 'actions', int8multirange(int8range(1, max(record_number), '[]')) from core.action
) as reach
where load.kind = reach.kind and load.status = 'loaded' and load.held is null and reach.numbers is not null;
update ops.load
set is_complete = source.is_complete
from ops.source
where source.kind = load.kind and source.source = load.source and not load.holds_exactly;
comment on column ops.load.missing is
    'Those of them that an undo removed, their values having been overwritten: the file is to be loaded again; null: none.';
