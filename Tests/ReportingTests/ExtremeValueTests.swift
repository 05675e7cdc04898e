import Foundation
import Postgres
import Testing

@testable import Reporting

/// Values at the ends of what the tables hold: no view fails, and no week before `earliest_event_date` is asked for.
@Suite struct ExtremeValueTests {
    /// What was loaded before intake had bounds.
    @Test(arguments: ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
    func noViewFailsOnWhatStandsInTheTables(_ zone: String) throws {
        let company = try AnalystTests.company()
        let connection = company.connection
        try connection.execute(
            "insert into core.setting values ('reporting_tz', '-infinity', \(zone), \(Company.now))")
        try connection.executeScript(
            """
            update core.ticket set created_at = '0001-01-01 00:00:00+00', first_response_at = '9999-12-31 23:59:59.999999+00',
                solved_at = '9999-12-31 23:59:59.999999+00', status = 'solved', first_acted_at = '9999-12-31 23:59:59.999999+00'
                where ticket_id = 't1';
            update core.ticket set created_at = '9999-12-31 23:59:59.999999+00', first_response_at = '0001-01-01 00:00:00+00'
                where ticket_id = 't2';
            update core.interview set occurred_at = '0001-01-01 00:00:00+00', duration = interval '200000 years',
                first_acted_at = '9999-12-31 00:00:00+00', first_told_at = '9999-12-31 00:00:00+00' where interview_id = 'i1';
            update core.interview set occurred_at = '9999-12-31 00:00:00+00', duration = interval '-200000 years'
                where interview_id = 'i2';
            update core.meeting set held_at = '9999-12-31 00:00:00+00', guest_duration = interval '200000 years';
            update core.feedback set received_at = '0001-01-01 00:00:00+00', score = ('1' || repeat('0', 900))::numeric,
                first_acted_at = '9999-12-31 00:00:00+00' where feedback_id = 'f1';
            update core.feedback set score = ('0.' || repeat('0', 900) || '1')::numeric, score_max = -1
                where feedback_id = 'f2';
            update core.action set acted_at = '9999-12-31 00:00:00+00', told_at = '0001-01-01 00:00:00+00';
            update core.customer set customer_since = '0001-01-01 00:00:00+00', churned_at = '9999-12-31 23:59:59+00';
            update core.membership set valid_to = '9999-12-31 23:59:59+00' where customer_id = 'c1';
            """)
        for relation in try AnalystTests.relations(connection) {
            _ = try connection.rows(SQL(text: "select to_jsonb(record)::text from \(relation) as record"))
        }
        let rows = try connection.rows("select response_minutes from mart.ticket where ticket_id = 't1'")
        #expect(try rows[0]["response_minutes"] == Int(Int32.max))
    }

    /// What intake takes today: ends that are not known, starts long ago, the longest talk.
    @Test func weeksAreComputedFromTheWidestValuesThatLoad() throws {
        let inbox = try Inbox()
        let day = "2026-03-09"
        try inbox.load(
            "customers",
            """
            customer_id,annual_value,currency,customer_since,churned_at
            c1,\(String(repeating: "9", count: 59)),EUR,0001-01-01,9999-12-31
            c2,0.\(String(repeating: "0", count: 50))1,EUR,1850-01-01,
            """, on: day)
        try inbox.load(
            "segments", "customer_id,segment,valid_from,valid_to\nc1,big,0001-01-01,9999-12-31T23:59:59Z\n", on: day)
        try inbox.load(
            "people",
            "email,department,employed_from,employed_to,valid_from\na@us.example,Sales,0001-01-01,9999-12-31,1900-01-01\n",
            on: day)
        try inbox.load(
            "interviews",
            """
            interview_id,customer,occurred_at,duration_minutes,participants,notes
            i1,c1,2026-03-03,44640,a@us.example,x
            i2,c1,2028-03-01,,a@us.example,x
            """, on: day)
        try inbox.load("tickets", "ticket_id,customer,created_at\nt1,c1,1990-01-01\nt2,c2,2026-03-03\n", on: day)
        try inbox.load(
            "feedback",
            "feedback_id,customer,received_at,score,score_max\nf1,c1,2026-03-03,0,0.\(String(repeating: "0", count: 50))1\n",
            on: day)
        let week = AnalystTests.week
        try inbox.company.compute(week)
        for relation in try AnalystTests.relations(inbox.connection) {
            _ = try inbox.connection.rows(SQL(text: "select to_jsonb(record)::text from \(relation) as record"))
        }
        let shares = try inbox.connection.rows(
            "select value from mart.metric_latest where metric = 'interview_coverage' and statistic = 'share' and dimension = 'company'"
        )
        #expect(try shares[0]["value"] == 0.5)
    }

    @Test func aTicketOfTheYear1900MarksNoWeekBeforeTheFirstDay() throws {
        let inbox = try Inbox()
        try inbox.load("tickets", "ticket_id,created_at\nt1,2026-03-02\n", on: "2026-03-09")
        try inbox.connection.execute("update core.ticket set created_at = '1900-01-01'")
        try inbox.load("tickets", "ticket_id,created_at\nt2,2026-03-03\n", on: "2026-03-09")
        let now = try instant("2026-03-16")
        #expect(try Schedule(inbox.connection).pending(now: now).map(\.description) == ["2026-W10", "2026-W11"])
        try inbox.company.compute(AnalystTests.week)
        try inbox.settle()
        // Customers are said to be known since the beginning, which is where the records begin.
        try inbox.load("customers", "customer_id,customer_since\nc1,1900-01-01\n", on: "2026-03-10")
        #expect(try inbox.markedWeeks() == ["2026-03-02", "2026-03-09"])
        try inbox.connection.execute(
            "insert into core.setting values ('earliest_event_date', '-infinity', '2026-03-09', \(Company.now))")
        #expect(try Schedule(inbox.connection).pending(now: now).map(\.description) == ["2026-W10"])
    }
}
