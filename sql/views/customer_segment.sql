create or replace view mart.customer_segment as
select membership.customer_id, membership.scheme, membership.segment, membership.valid_from, membership.valid_to
from core.membership
join core.customer on customer.customer_id = membership.customer_id
where not customer.is_absent;
comment on view mart.customer_segment is 'Which segment a customer was in, when: one row a customer, scheme and span.';
comment on column mart.customer_segment.customer_id is 'Id of the customer.';
comment on column mart.customer_segment.scheme is 'Way of dividing customers; segment is the default one.';
comment on column mart.customer_segment.segment is 'Name of the segment.';
comment on column mart.customer_segment.valid_from is 'First instant; -infinity: from ever.';
comment on column mart.customer_segment.valid_to is 'First instant after; infinity: still.';
