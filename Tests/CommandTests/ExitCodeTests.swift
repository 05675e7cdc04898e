import Foundation
import Postgres
import TestSupport
import Testing

/// The exit codes of the contract, each provoked.
@Suite struct ExitCodeTests {
    @Test func `0: done, and nothing to do the second time, without a word`() throws {
        let office = try Office()
        try office.writeTickets(20)
        for _ in 1...2 {
            let outcome = try office.load("tickets", "tickets.csv").wait()
            #expect(outcome.status == 0)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.isEmpty)
        }
        #expect(try office.count(Identifier("ops", "load")) == 1)
        for command in [["compute", "--week", "2026-W10"], ["publish", "--week", "2026-W10", "--out", "bundle"]] {
            let outcome = try office.begin(command).wait()
            #expect(outcome.status == 0)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.isEmpty)
        }
        let manifest = "\(office.folder)/bundle/latest/manifest.json"
        #expect(FileManager.default.fileExists(atPath: manifest))
    }

    @Test func `JSON is told whoever reads it`() throws {
        let office = try Office()
        try office.writeTickets(20)
        let statuses = try (1...2).map { _ in
            let outcome = try office.load("tickets", "tickets.csv", more: ["--json"]).wait()
            let summary = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            #expect(summary?["read"] as? Int ?? 0 <= 20)
            return summary?["status"] as? String
        }
        #expect(statuses == ["loaded", "already_loaded"])
    }

    @Test(arguments: [
        ["load", "tickets"], ["compute", "--week", "2026-10"], ["load", "trees", "file.csv"], ["sing"],
        ["publish", "--out", ""], ["demo", "--out", ""],
    ])
    func `64: usage`(arguments: [String]) throws {
        let outcome = try Program(arguments, in: NSTemporaryDirectory()).wait()
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.isEmpty)
    }

    @Test func `65: data refused, and the other files are loaded all the same`() throws {
        let office = try Office()
        try office.files.write("ticket_id,status,department\nA,x,plugh\nB,y,plugh\n", to: "bad.csv")
        try office.writeTickets(20)
        let outcome = try office.load("tickets", "bad.csv", more: ["tickets.csv"]).wait()
        #expect(outcome.status == 65)
        #expect(!outcome.errors.contains("plugh"))
        #expect(try office.count(Identifier("core", "ticket")) == 20)
        #expect(try office.count(Identifier("ops", "rejection")) == 2)
    }

    @Test func `66: no such file`() throws {
        let office = try Office()
        #expect(try office.load("tickets", "missing.csv").wait().status == 66)
    }

    @Test func `69: nobody answers`() throws {
        let outcome = try Program(
            ["settings", "list", "--database", "host=127.0.0.1 port=1 dbname=x"], in: NSTemporaryDirectory()
        ).wait()
        #expect(outcome.status == 69)
    }

    @Test func `70: a constraint that breaks is our defect`() throws {
        let office = try Office()
        try office.connect().execute(
            "alter table core.ticket add constraint ticket_is_short check (length(ticket_id) < 3)")
        try office.writeTickets(200)
        let outcome = try office.load("tickets", "tickets.csv").wait()
        #expect(outcome.status == 70)
        #expect(outcome.errors.contains("ticket_is_short"))
        #expect(!outcome.errors.contains("T100"))
        #expect(try office.count(Identifier("core", "ticket")) == 0)
    }

    @Test func `73 and 74: what cannot be written`() throws {
        let office = try Office()
        try office.writeTickets(20)
        #expect(try office.load("tickets", "tickets.csv").wait().status == 0)
        #expect(try office.earshot("compute", "--week", "2026-W10").status == 0)
        #expect(try office.earshot("publish", "--out", "tickets.csv/below").status == 73)
        let line = "'\(Program.earshot)' settings list --database '\(office.target()[1])' > /dev/full"
        let outcome = try Program(["-c", line], of: "/bin/sh", in: office.folder).wait()
        #expect(outcome.status == 74)
    }

    @Test func `75: another run is at it, named with its beginning`() throws {
        let office = try Office()
        try office.writeTickets(20)
        var options = office.options
        options.applicationName = "earshot load feedback"
        let writer = try Connection(options)
        #expect(try writer.tryAdvisoryLock(0x65_6172_7368_6F74))
        let outcome = try office.load("tickets", "tickets.csv").wait()
        #expect(outcome.status == 75)
        #expect(outcome.errors.contains("earshot load feedback (process \(writer.serverProcessID), since 20"))
        #expect(try office.count(Identifier("ops", "load")) == 0)
    }

    @Test func `77: a role without the right`() throws {
        let office = try Office()
        let role = Identifier("stranger_\(getpid())")
        let connection = try office.connect()
        try connection.execute("create role \(role) login")
        defer { _ = try? connection.execute("drop role \(role)") }
        let target = office.target()[1].replacing("user=earshot", with: "user=\(role.parts[0])")
        let outcome = try Program(["settings", "list", "--database", target], in: office.folder).wait()
        #expect(outcome.status == 77)
    }

    @Test func `78: configuration`() throws {
        let office = try Office(isMigrated: false)
        #expect(try office.earshot("settings", "list").status == 78, "the schema is missing")
        let home = ["EARSHOT_HOME": "\(office.folder)/none"]
        #expect(
            try Program(["compute"], in: office.folder, environment: home).wait().status == 78, "no database is named")
        #expect(try Program(["compute", "--database", "postgres://a:b@h/d"], in: office.folder).wait().status == 78)
        try office.files.write("databse: x\n", to: "earshot.yaml")
        #expect(try office.earshot("compute").status == 78, "a key is unknown")
    }

    @Test func `a reader that leaves is no trouble`() throws {
        let office = try Office()
        let line =
            "'\(Program.earshot)' settings list --database '\(office.target()[1])' | head -1; exit ${PIPESTATUS[0]}"
        let outcome = try Program(["-c", line], of: "/bin/bash", in: office.folder).wait()
        #expect([0, 128 + SIGPIPE].contains(outcome.status))
        #expect(outcome.lines.count == 1)
        #expect(outcome.errors.isEmpty)
    }
}
