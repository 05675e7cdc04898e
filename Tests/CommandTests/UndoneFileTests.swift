import Foundation
import Postgres
import Testing

/// What `unload` and `load --replace` say about published weeks and about files to load again, from the outside.
struct UndoneFileTests {
    @Test func filesToLoadAgainAreLateUntilTheyAreLoaded() throws {
        let office = try office()
        try done(office.earshot("load", "tickets", "old.csv", "--as-of", "2026-03-10T00:00:00Z"))
        try done(office.earshot("load", "tickets", "new.csv", "--as-of", "2026-03-11T00:00:00Z"))
        let before = try tickets(office)
        #expect(try check(office).status == 0)
        let unload = try done(office.earshot("unload", "2", "--json"))
        let missing = try #require(JSONDecoder().decode(Undone.self, from: Data(unload.output.utf8)).loadAgain.first)
        let late = try check(office, "--json")
        #expect(late.status == 65)
        #expect(try JSONDecoder().decode(Undone.self, from: Data(late.output.utf8)).loadAgain == [missing])
        #expect(try check(office).output.contains(missing.command))

        let words = missing.command.split(separator: " ").dropFirst().map(String.init)
        try done(office.begin(words).wait())
        #expect(try check(office).status == 0)
        try done(office.earshot("load", "tickets", "new.csv", "--as-of", "2026-03-11T00:00:00Z"))
        #expect(try tickets(office) == before)
    }

    @Test func aReplacementNamesThePublishedWeeksThatItRestates() throws {
        let office = try office()
        try done(office.earshot("load", "tickets", "old.csv", "--as-of", "2026-03-10T00:00:00Z"))
        try done(office.earshot("compute", "--week", "2026-W10"))
        try done(office.earshot("publish", "--week", "2026-W10", "--out", "b"))
        let replacement = try done(
            office.earshot(
                "load", "tickets", "old.csv", "--as-of", "2026-03-10T00:00:00Z", "--replace", "--zone", "Asia/Tokyo",
                "--json"))
        let summary = try JSONDecoder().decode(Replaced.self, from: Data(replacement.output.utf8))
        #expect(summary.replaced == [1])
        #expect(summary.restated == ["2026-03-02"])
    }

    /// What `status --check` says before a week of the files is overdue.
    private func check(_ office: Office, _ more: String...) throws -> Program.Outcome {
        try office.begin(["status", "--check", "--now", "2026-03-09T01:00:00Z"] + more).wait()
    }

    private func tickets(_ office: Office) throws -> [String] {
        let connection = try office.connect()
        defer { connection.close() }
        return try connection.rows("select to_jsonb(ticket)::text as line from mart.ticket order by ticket_id")
            .map { try $0["line"] }
    }

    private struct Undone: Decodable {
        struct File: Decodable, Equatable {
            let command: String
        }

        let loadAgain: [File]

        private enum CodingKeys: String, CodingKey {
            case loadAgain = "load_again"
        }
    }

    private struct Replaced: Decodable {
        let replaced: [Int]
        let restated: [String]
    }

    /// With a file of tickets, and a newer one that overwrites one of them.
    private func office() throws -> Office {
        let office = try Office()
        try office.files.write(
            "ticket_id,created_at,status,department\n1,2026-03-03 09:00,open,Support\n2,2026-03-04 09:00,open,Sales\n",
            to: "old.csv")
        try office.files.write("ticket_id,created_at,status\n1,2026-03-03 09:00,solved\n", to: "new.csv")
        return office
    }

    @discardableResult
    private func done(_ outcome: Program.Outcome) throws -> Program.Outcome {
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome
    }
}
