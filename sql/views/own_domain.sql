-- The company's own e-mail domains: addresses there are never customers.
create or replace view core.own_domain as
with newest as (
    select setting.value
    from core.setting as setting
    where setting.setting = 'own_domains'
    order by setting.valid_from desc
    limit 1
)
select distinct lower(btrim(entry)) as domain
from newest
cross join regexp_split_to_table(newest.value, ';') as entry
where btrim(entry) <> '';
comment on view core.own_domain is 'The company''s own e-mail domains, from the setting own_domains.';
comment on column core.own_domain.domain is 'Lower-case domain.';
