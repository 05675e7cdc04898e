import Foundation
import Postgres
import Testing

/// Warnings of loads: silent under cron, told on request, and found in the status, the JSON and the log of runs.
@Suite struct WarningTests {
    private let office: Office
    private let page = """
        {"tickets":[{"ticket_id":"T1","created_at":"2026-03-02T08:00:00Z"}],"next_page":"https://desk.example/zebrafinch"}
        """

    init() throws {
        office = try Office()
    }

    @Test func aPageWithMoreToComeIsSilentUnderCron() throws {
        try office.files.write(page, to: "tickets.json")
        let cron = try office.load("tickets", "tickets.json").wait()
        #expect(cron.status == 0)
        #expect(cron.output.isEmpty && cron.errors.isEmpty)
        #expect(try office.earshot("status").output.contains("next_page"))
        let asked = try office.load("tickets", "tickets.json", more: ["--force", "--verbose"]).wait()
        #expect(asked.errors.contains("next_page") && !asked.errors.contains("zebrafinch"))
        let json = try office.load("tickets", "tickets.json", more: ["--force", "--json"]).wait()
        #expect(json.output.contains("\"kind\":\"more_records\"") && !json.output.contains("zebrafinch"))
    }

    @Test func theLogOfARunNamesItsKind() throws {
        try office.files.write(page, to: "tickets.json")
        try office.files.write("sources: [{name: desk, kind: tickets, files: tickets.json}]\n", to: "earshot.yaml")
        let run = try office.earshot("run", "--log-file", "run.log", "--max-catchup", "0")
        #expect(run.status == 0)
        #expect(run.output.isEmpty && run.errors.isEmpty)
        let log = try String(contentsOfFile: "\(office.folder)/run.log", encoding: .utf8)
        #expect(log.contains("\"warnings\":[\"more_records\"]"))
    }

    @Test func rejectedRecordsWithinTheLimitAreShownWithWhatToDoNext() throws {
        let lines = (1...20).map { "T\($0),2026-03-02,open\n" }.joined()
        let bad = (1...4).map { "B\($0),2026-03-02,zebrafinch\n" }.joined()
        try office.files.write("ticket_id,created_at,status\n" + lines + bad, to: "tickets.csv")
        let outcome = try office.load("tickets", "tickets.csv", more: ["--verbose"]).wait()
        #expect(outcome.status == 0)
        #expect(outcome.lines.filter { $0.hasPrefix("  line 2") }.count == 3)
        #expect(outcome.lines.contains("  Next: earshot rejects show 1"))
        // The word is vocabulary, since several records have it.
        #expect(outcome.output.contains("\"zebrafinch\" (4 records)"))
    }

    @Test func ticketsWithoutDatesLoadWhenAccepted() throws {
        try office.files.write("ticket_id,status\nT1,open\n", to: "tickets.csv")
        #expect(try office.load("tickets", "tickets.csv").wait().status == 65)
        #expect(try office.load("tickets", "tickets.csv", more: ["--accept-undated"]).wait().status == 0)
        try office.files.write("ticket_id,status\nT2,open\n", to: "more.csv")
        try office.files.write(
            "sources: [{name: desk, kind: tickets, files: more.csv, accept_undated: true}]\n", to: "earshot.yaml")
        #expect(try office.earshot("load").status == 0)
        #expect(try office.count(Identifier("core", "ticket")) == 2)
    }

    @Test func aFileFromTheFutureIsRefused() throws {
        try office.files.write("ticket_id,created_at\nT1,2026-03-02\n", to: "tickets.csv")
        let outcome = try office.earshot("load", "tickets", "tickets.csv", "--as-of", "2999-01-01T00:00:00Z")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("--as-of 2"))
    }
}
