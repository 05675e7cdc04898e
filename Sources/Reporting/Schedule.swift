public import Postgres
internal import Warehouse

/// Which weeks wait to be computed.
public struct Schedule {
    let connection: Connection

    /// The schedule of a warehouse.
    public init(_ connection: Connection) {
        self.connection = connection
    }

    /// The weeks that have ended and were never computed, or that a load or a setting touched since, oldest first.
    ///
    /// The former begin with the week of the first record, those before `earliest_event_date` left aside. Empty where nothing
    /// was loaded.
    public func pending(now: Timestamp) throws -> [Week] {
        try weeks(
            """
            with
            earliest as (
                select core.earliest_event_at() as event_at
            ),
            first_record as (
                select min(record.happened_at) as happened_at
                from earliest
                cross join lateral (
                    select min(ticket.created_at) as happened_at
                    from core.ticket
                    where not ticket.is_absent and ticket.created_at >= earliest.event_at
                    union all
                    select min(interview.occurred_at)
                    from core.interview
                    where not interview.is_absent and interview.occurred_at >= earliest.event_at
                    union all
                    select min(feedback.received_at)
                    from core.feedback
                    where not feedback.is_absent and feedback.received_at >= earliest.event_at
                    union all
                    select min(meeting.held_at)
                    from core.meeting
                    where not meeting.is_absent and meeting.held_at >= earliest.event_at
                ) as record
            ),
            ended as (
                select day::date as week_start
                from first_record
                cross join lateral generate_series(
                    date_trunc('week', first_record.happened_at at time zone core.reporting_tz()),
                    \(now)::timestamptz at time zone core.reporting_tz() - interval '7 days',
                    interval '7 days') as day
            )
            select ended.week_start
            from ended
            where not exists (select from mart.metric_value where metric_value.week_start = ended.week_start)
            union
            select dirty_week.week_start
            from ops.dirty_week
            where exists (select from mart.metric_value where metric_value.week_start = dirty_week.week_start)
            order by week_start
            """)
    }

    /// The newest computed week; nil before the first.
    public func latestComputed() throws -> Week? {
        try weeks("select max(metric_value.week_start) as week_start from mart.metric_value having count(*) > 0").first
    }

    private func weeks(_ query: SQL) throws -> [Week] {
        try Failure.telling {
            try connection.rows(query).compactMap { row in Week(startingOn: try row["week_start"]) }
        }
    }
}
