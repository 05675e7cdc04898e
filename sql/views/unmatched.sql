-- References of records that resolve to nobody, with the likely reason.
create or replace view core.unmatched as
select
    unmatched_use.subject,
    coalesce(customer_reference.ref, person_reference.ref) as ref,
    unmatched_use.kind,
    unmatched_use.source,
    unmatched_use.record_count,
    unmatched_use.first_at,
    unmatched_use.last_at,
    coalesce(customer_reference.reason, person_reference.reason, 'empty') as reason,
    coalesce(customer_reference.candidates, person_reference.candidates) as candidates
from core.unmatched_use
left join core.unmatched_customer_ref as customer_reference
    on unmatched_use.subject = 'customer'
    and customer_reference.customer_ref_id = unmatched_use.ref_id
left join core.unmatched_person_ref as person_reference
    on unmatched_use.subject = 'person'
    and person_reference.person_ref_id = unmatched_use.ref_id;
comment on view core.unmatched is
    'One row a reference that resolves to nobody, kind and source: in how many records, when, why.';
