-- A load of an earlier version whose kind had no records held none: 0019 took it for one that may hold every later record.
update ops.load
set held = int8multirange(), behind = null, holds_exactly = true
where not holds_exactly and upper_inf(held);
