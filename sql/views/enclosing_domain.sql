-- The domain of an e-mail address and every domain it lies in, most specific first; nothing for what is no address.
create or replace function core.enclosing_domain(address text)
returns table (domain text, depth integer)
language sql immutable parallel safe
begin atomic
    select array_to_string(labels[place:], '.'), place - 1
    from (select string_to_array(substring(address from '^[^@\s]+@([^@\s]+)$'), '.') as labels) as split,
        generate_subscripts(labels, 1) as place;
end;
comment on function core.enclosing_domain(text) is
    'mail.eu.acme.example gives itself (depth 0), eu.acme.example (1), acme.example (2), example (3).';
