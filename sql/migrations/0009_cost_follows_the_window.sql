-- What lets a week be computed without reading the history before its windows.

-- What core.item.is_open_long asks for, by the instant at which the ticket closes: an old backlog is found without those
-- that closed since.
drop index core.ticket_open_long;
create index ticket_open_long on core.ticket (
    (case
        when status is null then coalesce(solved_at, 'infinity')
        when status in ('solved', 'closed') then solved_at
        else 'infinity'
    end),
    created_at)
    where (status is not null and status not in ('solved', 'closed'))
        or solved_at is null
        or solved_at - created_at > interval '90 days';

-- All that timing an action takes, without its row.
drop index core.action_by_item;
create index action_by_item on core.action (item_id, item_kind, resolved_source, acted_at) include (is_absent, told_at);

-- The newest record of a source, also of one that has been silent for long.
create index ticket_by_source_and_creation on core.ticket (source, created_at);
create index interview_by_source_and_instant on core.interview (source, occurred_at);
create index feedback_by_source_and_instant on core.feedback (source, received_at);
