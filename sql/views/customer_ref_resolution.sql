-- Whom each reference means today: the first rule that knows it decides, and where two customers
-- share it there, it means neither. A list of addresses means whom the first of them means that means
-- somebody.
create or replace function core.customer_ref_resolution(wanted bigint[])
returns table (customer_ref_id bigint, customer_id text, rule text)
language sql stable
begin atomic
with wanted_ref as (
    select customer_ref.customer_ref_id
    from core.customer_ref as customer_ref
    where wanted is null
        or customer_ref.customer_ref_id in (select unnest(wanted))
),
ranked as (
    select candidate.customer_ref_id, candidate.place, candidate.rank, min(candidate.rule) as rule,
        case when count(distinct candidate.customer_id) = 1
            then min(candidate.customer_id) end as customer_id
    from core.customer_ref_candidate(wanted) as candidate
    group by candidate.customer_ref_id, candidate.place, candidate.rank
),
decided as (
    select distinct on (ranked.customer_ref_id, ranked.place)
        ranked.customer_ref_id, ranked.place, ranked.rule, ranked.customer_id
    from ranked
    order by ranked.customer_ref_id, ranked.place, ranked.rank
),
deciding as (
    select distinct on (decided.customer_ref_id)
        decided.customer_ref_id, decided.rule, decided.customer_id
    from decided
    where decided.customer_id is not null
    order by decided.customer_ref_id, decided.place
)
select wanted_ref.customer_ref_id, deciding.customer_id, deciding.rule
from wanted_ref
left join deciding on deciding.customer_ref_id = wanted_ref.customer_ref_id;
end;
comment on function core.customer_ref_resolution(bigint[]) is
    'What core.customer_ref should say of the wanted references (null: of all).';
