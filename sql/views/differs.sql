create or replace function mart.differs(one double precision, other double precision)
returns boolean
language sql immutable parallel safe
begin atomic
    select one is distinct from other
        and coalesce(abs(one - other) > 1e-9 * greatest(1, abs(one), abs(other)), true);
end;
comment on function mart.differs(double precision, double precision) is
    'Whether two figures differ by more than the order in which their parts were added up; a null differs from every number.';
