-- The own domains in force, where references are resolved by others.
create or replace view core.stale_resolution as
with
own as (
    select
        coalesce(string_agg(own_domain.domain, ';' order by own_domain.domain collate "C"), '')
            as own_domains
    from core.own_domain
)
select own.own_domains
from own
cross join core.resolution
where resolution.own_domains is distinct from own.own_domains;
comment on view core.stale_resolution is
    'One row where own domains changed since all references were resolved, with them; else none.';
comment on column core.stale_resolution.own_domains is 'The own domains in force, sorted, separated by semicolons.';
