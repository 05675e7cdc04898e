create or replace view core.ticket_connection as
select
    connected.source,
    bool_or(connected.column_name = 'first_response_at') as is_response_known,
    bool_or(connected.column_name in ('status', 'solved_at')) as is_solution_known
from core.connected_column as connected
where connected.kind = 'tickets'
group by connected.source;
comment on view core.ticket_connection is
    'One row a source of tickets: whether its files say when tickets were answered, and whether and when they were solved.';
comment on column core.ticket_connection.source is 'Name of the source.';
comment on column core.ticket_connection.is_response_known is 'Whether first_response_at is connected.';
comment on column core.ticket_connection.is_solution_known is 'Whether status or solved_at is connected.';
