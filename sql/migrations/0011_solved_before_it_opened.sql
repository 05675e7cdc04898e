-- Tickets that were solved before they opened, found by the week in which they were solved.
create index ticket_solved_before_it_opened on core.ticket (solved_at) where solved_at < created_at;
