create or replace aggregate mart.product(double precision) (
    sfunc = float8mul,
    stype = double precision,
    initcond = '1',
    parallel = safe
);
comment on aggregate mart.product(double precision) is 'Product of the values; 1 of none.';
