-- Whom each reference to one of us means today: an e-mail first, else an alias that only one person has.
create or replace view core.person_ref_resolution as
with candidate as (
    select person_ref.person_ref_id, handle.rule,
        case when count(distinct handle.person_id) = 1 then min(handle.person_id) end as person_id
    from core.person_ref as person_ref
    join core.person_handle as handle on handle.handle = person_ref.ref
    group by person_ref.person_ref_id, handle.rule
),
deciding as (
    select distinct on (person_ref_id) person_ref_id, person_id
    from candidate
    order by person_ref_id, rule desc
)
select person_ref.person_ref_id, deciding.person_id
from core.person_ref as person_ref
left join deciding on deciding.person_ref_id = person_ref.person_ref_id;
comment on view core.person_ref_resolution is 'What core.person_ref should say, derived from core.person_handle.';
