import Postgres
import Testing

@testable import Reporting

/// Flags and minutes of the fact views, at their edges.
@Suite struct FactViewTests {
    private let company: Company
    private var connection: Connection { company.connection }

    init() throws { company = try AnalystTests.company() }

    @Test func ticketsKnowTheirWeekAndWhetherTheyCount() throws {
        let rows = try connection.rows(
            """
            select ticket_id, week_start, is_item, response_minutes, segment, coalesce(customer_id, '') as customer,
                status, department
            from mart.ticket
            order by ticket_id
            """)
        #expect(
            try rows.map { try $0.value("week_start", as: CalendarDate.self).description } == [
                "2026-03-02", "2026-03-02", "2026-02-23", "2026-03-02",
            ])
        #expect(try rows.map { try $0["is_item"] as Bool } == [true, true, false, true])
        #expect(try rows.map { try $0["response_minutes"] as Int? } == [120, nil, nil, nil])
        #expect(try rows.map { try $0["segment"] as String } == ["big", "(unknown)", "small", "small"])
        #expect(try rows.map { try $0["customer"] as String } == ["c1", "", "c3", "c3"])
        #expect(try rows.map { try $0["status"] as String } == ["open", "open", "spam", "open"])
        #expect(try rows.allSatisfy { try $0["department"] == "(unowned)" })
    }

    @Test func interviewsKnowWhoTookPartWithoutNamingThem() throws {
        try set("min_group_size", "1", from: "2026-01-05")
        let rows = try connection.rows(
            """
            select is_conversation, has_leader, department, array_to_string(departments, ' ') as departments,
                segments ->> 'region' as region
            from mart.interview
            order by interview_id
            """)
        #expect(try rows.map { try $0["is_conversation"] as Bool } == [true, false])
        #expect(try rows.map { try $0["has_leader"] as Bool } == [true, false])
        #expect(try rows.map { try $0["department"] as String } == ["Product", "(unknown)"])
        #expect(try rows.map { try $0["departments"] as String } == ["Product Support", "(unknown)"])
        #expect(try rows.map { try $0["region"] as String? } == ["north", nil])
    }

    @Test func aHiddenDepartmentTookPartInNoTalkByName() throws {
        let rows = try connection.rows(
            """
            select department, array_to_string(departments, ' ') as departments from mart.interview order by interview_id
            """)
        #expect(try rows.map { try $0["department"] as String } == ["(small)", "(unknown)"])
        #expect(try rows.map { try $0["departments"] as String } == ["(small)", "(unknown)"])
        let items = try connection.rows("select distinct department from mart.item where item_kind = 'interview'")
        #expect(try items.map { try $0["department"] as String }.allSatisfy { $0.hasPrefix("(") })
    }

    @Test func exactlyOneActionOfAnItemIsItsFirst() throws {
        let rows = try connection.rows(
            "select action_id, is_first, action_minutes from mart.action order by action_id")
        #expect(try rows.map { try $0["is_first"] as Bool } == [true, false])
        #expect(try rows.map { try $0["action_minutes"] as Int? } == [2880, 4320])
    }

    @Test func settingsHoldForTheWeekOfTheRecord() throws {
        let conversations: SQL = "select count(*) as number from mart.interview where is_conversation"
        #expect(try connection.rows(conversations)[0]["number"] == 1)
        try set("qualifying_minutes", "31", from: "2026-03-09")
        #expect(try connection.rows(conversations)[0]["number"] == 1)
        try set("qualifying_minutes", "31", from: "2026-03-02")
        #expect(try connection.rows(conversations)[0]["number"] == 0)
    }

    /// Clocks of the Azores go back from 01:00 to 00:00: the midnight that counts is the later one.
    @Test(arguments: [
        ("2026-10-25T00:30:00Z", "2026-10-24"), ("2026-10-25T01:00:00Z", "2026-10-25"),
        ("2026-10-24T23:59:59Z", "2026-10-24"),
    ])
    func aDayBeginsAtItsLaterMidnight(instant: String, day: String) throws {
        let rows = try connection.rows(
            "select mart.civil_date(\(instant)::timestamptz, 'Atlantic/Azores')::text as day")
        #expect(try rows[0]["day"] == day)
    }

    @Test func outreachNamesWhoWasNotTalkedWith() throws {
        let rows = try connection.rows(
            """
            select place, customer_id, why, open_feedback
            from mart.outreach
            where week_start = \(AnalystTests.week.start)
            """)
        #expect(try rows.map { try $0["customer_id"] as String } == ["c3"])
        #expect(try rows[0]["place"] == 1)
        #expect(try rows[0]["open_feedback"] == 1)
        let why: String = try rows[0]["why"]
        #expect(why.hasSuffix("heard of once in 26 weeks; never talked with; 1 open feedback"))
    }

    private func set(_ setting: String, _ value: String, from day: String) throws {
        try connection.execute(
            """
            insert into core.setting (setting, valid_from, value, changed_at)
            values (\(setting), \(day)::date, \(value), \(Company.now))
            """)
    }
}
