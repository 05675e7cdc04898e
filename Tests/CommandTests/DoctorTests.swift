import Foundation
import Postgres
import TestSupport
import Testing

/// What `earshot doctor` says of surroundings that are good, and of each that is not.
@Suite struct DoctorTests {
    @Test func `nothing is wrong`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...3, on: "2026-03-10")
        let outcome = try play.office.earshot("doctor")
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("PostgreSQL 1"))
        #expect(!outcome.output.contains("BAD"))
    }

    @Test func `what is wrong is named with its exit code and a remedy`() throws {
        let play = try NightPlay()
        try expect(play, 66, "source desk: no file matches exports/tickets-*.csv")
        try play.deliver(tickets: 2...3, on: "2026-03-10")
        let role = Identifier("visitor_\(getpid())")
        let connection = try play.office.connect()
        try connection.execute("create role \(role) login")
        defer { _ = try? connection.execute("drop role \(role)") }
        let target = play.office.target()[1].replacing("user=earshot", with: "user=\(role.parts[0])")
        let visitor = try Program(["doctor", "--database", target], in: play.office.folder).wait()
        #expect(visitor.status == 77, "\(visitor.output)")
        #expect(visitor.output.contains("grant earshot_loader to"))
        try connection.execute("delete from ops.view_set")
        try expect(play, 78, "Run `earshot migrate`")
        try play.office.files.write("export: {dir: earshot.yaml/below}\n", to: "earshot.yaml")
        try expect(play, 78, "export folder: \(play.office.folder)/earshot.yaml")
        try play.office.files.write("sauces: []\n", to: "earshot.yaml")
        try expect(play, 78, "unknown key sauces")
    }

    @Test func `a database that does not answer is told after what can be said without it`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...3, on: "2026-03-10")
        let outcome = try Program(
            ["doctor", "--json", "--database", "host=127.0.0.1 port=1 dbname=x"], in: play.office.folder
        ).wait()
        #expect(outcome.status == 69)
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
        #expect(found.first?["subject"] as? String == "configuration")
        #expect(found.last?["state"] as? String == "bad")
    }

    private func expect(
        _ play: NightPlay, _ status: Int32, _ words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try play.office.earshot("doctor")
        #expect(outcome.status == status, "\(outcome.output)", sourceLocation: sourceLocation)
        #expect(outcome.output.contains(words), "\(outcome.output)", sourceLocation: sourceLocation)
    }
}
