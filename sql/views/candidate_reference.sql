-- What a reference offers for its customer, in order: the addresses of a list (as a calendar's invitation has them), else
-- the reference itself.
create or replace function core.candidate_reference(reference text)
returns table (candidate text, place bigint)
language sql immutable parallel safe
begin atomic
    select listed.candidate, listed.place
    from unnest(
        case when reference ~ '^[^@;\s]+@[^@;\s]+(;[^@;\s]+@[^@;\s]+)+$' then string_to_array(reference, ';')
            else array[reference] end) with ordinality as listed (candidate, place);
end;
comment on function core.candidate_reference(text) is
    'bot@notes.example;kim@acme.example gives both addresses in order; whatever is no list of addresses gives itself.';
