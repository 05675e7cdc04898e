-- The domain of an e-mail address, or the domain itself, and every domain it lies in, most specific
-- first; nothing for what is neither.
create or replace function core.enclosing_domain(address text)
returns table (domain text, depth integer)
language sql immutable parallel safe
begin atomic
    select array_to_string(labels[place:], '.'), place - 1
    from (
        select string_to_array(
            case when position('@' in address) > 0
                then substring(address from '^[^@\s]+@([^@\s]+)$')
                else substring(address from '^[^@\s]+\.[^@\s]+$') end,
            '.') as labels
    ) as split,
        generate_subscripts(labels, 1) as place;
end;
comment on function core.enclosing_domain(text) is
    'eu.acme.example, and an address there, gives itself (depth 0), acme.example (1), example (2).';
