create or replace aggregate core.product(double precision) (
    sfunc = float8mul,
    stype = double precision,
    initcond = '1',
    parallel = safe
);
comment on aggregate core.product(double precision) is 'Product of the values; 1 of none.';
