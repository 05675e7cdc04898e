create or replace view core.participation as
select
    reference.person_ref_id,
    coalesce(history.valid_from, '-infinity') as valid_from,
    coalesce(history.valid_to, 'infinity') as valid_to,
    coalesce(history.department, '(unknown)') as department,
    coalesce(history.is_leader, false) as is_leader
from core.person_ref as reference
left join core.person on person.person_id = reference.person_id and not person.is_absent
left join core.person_history as history on history.person_id = person.person_id;
comment on view core.participation is 'What a participant who is listed stands for, when: one row a reference to a person and span of their history.';
comment on column core.participation.department is 'Department in that span, or (unknown).';
comment on column core.participation.is_leader is 'Whether a leader in that span; nobody registered is none.';
