import Postgres
import Testing

@testable import Reporting

/// Which weeks a load marks: those that it can have changed, and none besides.
@Suite struct MarkTests {
    private let inbox: Inbox

    init() throws {
        inbox = try Inbox(on: Self.stage.get())
    }

    private static let stage = Result {
        let inbox = try Inbox()
        try inbox.load("customers", "customer_id,annual_value\nc1,100\n", on: "2026-01-01")
        try inbox.load("segments", "customer_id,segment\nc1,small\n", on: "2026-01-01")
        try inbox.load("people", "email,department\nann@us.example,Sales\n", on: "2026-01-01")
        try inbox.load(
            "tickets",
            """
            ticket_id,customer,created_at,first_response_at,solved_at,status
            old,c1,2025-12-10,,,open
            spring,c1,2026-03-02,,,open
            autumn,c1,2026-10-01,,,open
            done,c1,2026-01-05,2026-01-06,2026-02-04,solved

            """, on: "2026-11-20")
        try inbox.settle()
        return Stage(inbox.company)
    }

    @Test(arguments: [
        // 26 weeks and 30 days after it was opened, no window reaches back to it any more.
        ("old,2026-11-24", []),
        ("spring,2026-09-22", ["2026-09-21", "2026-09-28"]),
        ("autumn,2026-11-17", ["2026-11-16", "2026-11-23", "2026-11-30"]),
    ])
    func anAnswerMarksTheWeeksFromItOnThatLookBackToItsTicket(_ line: String, _ weeks: [String]) throws {
        try inbox.load("tickets", "ticket_id,first_response_at\n\(line)\n", on: "2026-12-01")
        #expect(try inbox.markedWeeks() == weeks)
    }

    @Test func aSolutionMarksTheWeeksFromItOn() throws {
        try inbox.load("tickets", "ticket_id,solved_at,status\nold,2026-11-17,solved\n", on: "2026-12-01")
        #expect(try inbox.markedWeeks() == ["2026-11-16", "2026-11-23", "2026-11-30"])
    }

    @Test func aTicketSolvedBeforeItOpenedMarksFromTheSolutionOn() throws {
        try inbox.load(
            "tickets", "ticket_id,created_at,solved_at,status\nodd,2026-11-18,2026-11-03,solved\n", on: "2026-12-01")
        #expect(try inbox.markedWeeks().first == "2026-11-02")
    }

    @Test func reopeningMarksEveryWeekSinceTheSolution() throws {
        try inbox.load("tickets", "ticket_id,solved_at,status\ndone,,open\n", on: "2026-12-01")
        let weeks = try inbox.markedWeeks()
        #expect(weeks.first == "2026-02-02" && weeks.last == "2026-11-30" && weeks.count == 44)
    }

    @Test(arguments: [
        ("segments", "customer_id,segment\nc1,large\n"),
        ("people", "email,department\nann@us.example,Support\n"),
        ("people", "email,department,employed_to\nann@us.example,Sales,2026-12-02\n"),
        ("customers", "customer_id,annual_value\nc1,200\n"),
        ("customers", "customer_id,annual_value,churned_at\nc1,100,2026-12-02\n"),
    ])
    func movingSomebodyTodayMarksNoPastWeek(_ kind: String, _ text: String) throws {
        try inbox.load(kind, text, on: "2026-12-03")
        #expect(try inbox.markedWeeks() == ["2026-11-30"])
    }

    @Test(arguments: ["closure_target_days", "action_target_days"])
    func aLongerPromiseReachesFurther(_ setting: String) throws {
        try inbox.connection.execute(
            """
            insert into core.setting (setting, valid_from, value, changed_at)
            values (\(setting), '-infinity', '365', \(Company.now))
            """)
        try inbox.load("tickets", "ticket_id,first_response_at\nspring,2026-09-22\n", on: "2026-12-01")
        #expect(try inbox.markedWeeks().last == "2026-11-30")
    }

    /// The changes of the tests above, with the weeks around them: those that are not marked stay as they were computed.
    @Test func computingTheMarkedWeeksLeavesNothingToDo() throws {
        let weeks = try [
            "2026-01-26", "2026-02-02", "2026-06-01", "2026-09-14", "2026-09-28", "2026-10-05", "2026-11-09",
            "2026-11-16",
            "2026-11-23",
        ].map { try #require(Week($0)) }
        try inbox.settle(weeks)
        try inbox.load(
            "tickets",
            """
            ticket_id,first_response_at,solved_at,status
            old,2026-11-17,2026-11-17,solved
            spring,2026-09-22,,open
            autumn,2026-11-17,,open

            """, on: "2026-12-01")
        try inbox.load("segments", "customer_id,segment\nc1,large\n", on: "2026-12-01")
        try inbox.load("people", "email,department\nann@us.example,Support\n", on: "2026-12-01")
        #expect(try unmarkedAndUnchanged(among: weeks) == 6)
        for week in try inbox.company.pending(among: weeks) { try inbox.company.compute(week) }
        try inbox.load("tickets", "ticket_id,solved_at,status\ndone,,open\n", on: "2026-12-02")
        #expect(try unmarkedAndUnchanged(among: weeks) == 1)
    }

    /// How many weeks are not marked; computing them has to change nothing.
    private func unmarkedAndUnchanged(among weeks: [Week]) throws -> Int {
        let marked = try inbox.company.pending(among: weeks)
        let others = weeks.filter { !marked.contains($0) }
        for week in others { #expect(try inbox.company.compute(week).changedRows == 0, "\(week)") }
        return others.count
    }

    @Test func anItemThatChangesMarksTheWeeksThatLookAtItsFirstAction() throws {
        try inbox.load(
            "feedback", "feedback_id,customer,received_at,themes\n1,c1,2024-01-10,slow\n", on: "2026-11-20")
        try inbox.load(
            "actions", "item_kind,item_id,acted_at,told_at\nfeedback,1,2026-06-01,2026-06-02\n", on: "2026-11-20")
        try inbox.settle()
        try inbox.load("feedback", "feedback_id,received_at,themes\n1,2024-01-10,\n", on: "2026-12-01")
        // The first action is 14 days old from 2026-06-15 on, and for 13 weeks.
        #expect(try Set(["2026-06-15", "2026-09-07"]).isSubset(of: inbox.markedWeeks()))
    }
}
