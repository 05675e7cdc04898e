import Postgres
import TestSupport
import Testing

@testable import Reporting

/// What a week costs, in rows read: time would tell of the machine.
@Suite struct CostTests {
    @Test func aWeekReadsItsWindowsAndNotTheHistoryBefore() throws {
        let week = try #require(Week("2026-W10"))
        let short = try Self.reading(week, after: 45)
        let long = try Self.reading(week, after: 120)
        #expect(short.rows > 0)
        #expect(Double(long.rows) <= 1.1 * Double(short.rows), "\(long.rows) rows instead of \(short.rows)")
        #expect(long.wholeTables == [])
    }

    /// The rows of facts that computing a week reads, and the tables it reads from end to end.
    private static func reading(_ week: Week, after weeks: Int) throws -> (rows: Int, wholeTables: [String]) {
        let company = try Company(settings: ["reporting_tz": "Europe/Paris"])
        try company.connection.executeScript(history(until: week.advanced(by: 1), weeks: weeks))
        try company.connection.execute("vacuum analyze")
        try company.connection.execute("select pg_stat_reset()")
        try company.compute(week)
        try company.connection.execute("select pg_stat_force_next_flush()")
        let facts = ["ticket", "feedback", "interview", "action"]
        let rows: Int = try company.connection.rows(
            """
            select (
                (select sum(seq_tup_read) from pg_stat_user_tables where schemaname = 'core' and relname = any(\(facts)))
                + (
                    select sum(idx_tup_read) from pg_stat_user_indexes
                    where schemaname = 'core' and relname = any(\(facts))))::bigint as row_count
            """)[0]["row_count"]
        let wholeTables: [String] = try company.connection.rows(
            """
            select array(
                select relname::text from pg_stat_user_tables
                where schemaname = 'core' and relname = any(\(facts)) and seq_scan > 0)
                    as names
            """)[0]["names"]
        return (rows, wholeTables)
    }

    /// A company with the same records week after week.
    private static func history(until end: Week, weeks: Int) -> String {
        """
        insert into core.customer (customer_id, source, version_at, observed_at, last_seen_at, load_id)
        select 'C' || number, 'crm', '2026-01-01', '2026-01-01', '2026-01-01', 1 from generate_series(1, 20) as number;

        insert into core.customer_ref (ref, customer_id, rule)
        select lower(customer_id), customer_id, 'id' from core.customer;

        insert into core.membership (customer_id, scheme, segment, valid_from, valid_to)
        select customer_id, 'segment', 'Segment ' || length(customer_id), '-infinity', 'infinity' from core.customer;

        create temporary table opening as
        select number, timestamptz '\(end.start) 00:00+01' - number * interval '7 days' / 20 as opened_at
        from generate_series(1, 20 * \(weeks)) as number;

        insert into core.ticket (
            source, ticket_id, customer_ref_id, created_at, first_response_at, solved_at, status, department, themes,
            version_at, observed_at, last_seen_at, load_id)
        select 'desk', 'T' || number, 1 + number % 20, opened_at, opened_at + interval '3 hours', opened_at + interval '2 days',
            'closed', 'Support', array['billing'], opened_at, opened_at, opened_at, 1
        from opening;

        insert into core.feedback (
            source, feedback_id, customer_ref_id, received_at, themes, version_at, observed_at, last_seen_at, load_id)
        select 'survey', 'F' || number, 1 + number % 20, opened_at, array['billing'], opened_at, opened_at, opened_at, 1
        from opening where number % 2 = 0;

        insert into core.interview (
            source, interview_id, customer_ref_id, occurred_at, has_words, version_at, observed_at, last_seen_at, load_id)
        select 'calls', 'I' || number, 1 + number % 20, opened_at, true, opened_at, opened_at, opened_at, 1
        from opening where number % 2 = 1;

        insert into core.action (
            source, item_source, item_kind, item_id, action_key, action_id, acted_at, resolved_source, version_at, observed_at,
            last_seen_at, load_id)
        select 'roadmap', '', 'ticket', 'T' || number, ' ' || number, '', opened_at + interval '10 days', 'desk', opened_at, opened_at,
            opened_at, 1
        from opening where number % 2 = 0;
        """
    }
}
