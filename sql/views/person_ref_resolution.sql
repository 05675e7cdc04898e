-- Whom references to one of us mean today: an e-mail first, else an alias that only one person has.
create or replace function core.person_ref_resolution(wanted bigint[])
returns table (person_ref_id bigint, person_id bigint)
language sql stable
begin atomic
with wanted_ref as (
    select person_ref.person_ref_id, person_ref.ref
    from core.person_ref as person_ref
    where wanted is null
        or person_ref.person_ref_id in (select unnest(wanted))
),
candidate as (
    select wanted_ref.person_ref_id, case handle.rule when 'email' then 1 else 2 end as rank,
        case when count(distinct handle.person_id) = 1 then min(handle.person_id) end as person_id
    from wanted_ref
    join core.person_handle as handle on handle.handle = wanted_ref.ref
    group by wanted_ref.person_ref_id, handle.rule
),
deciding as (
    select distinct on (candidate.person_ref_id) candidate.person_ref_id, candidate.person_id
    from candidate
    order by candidate.person_ref_id, candidate.rank
)
select wanted_ref.person_ref_id, deciding.person_id
from wanted_ref
left join deciding on deciding.person_ref_id = wanted_ref.person_ref_id;
end;
comment on function core.person_ref_resolution(bigint[]) is
    'What core.person_ref should say of the wanted references (null: of all), derived from core.person_handle.';
