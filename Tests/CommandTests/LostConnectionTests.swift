import Foundation
import Postgres
import TestSupport
import Testing

/// What becomes of a load and a computation when the line or the server fails.
@Suite struct LostConnectionTests {
    @Test func `a load whose reply to COMMIT is lost is looked up and told once`() throws {
        let office = try Office()
        try office.writeTickets(20)
        let proxy = try office.proxy { $0 == 0 ? TCPProxy.Fault(.cut, .reply(to: "commit\0")) : nil }
        let outcome = try office.load("tickets", "tickets.csv", through: proxy, more: ["--json"]).wait()
        #expect(outcome.status == 0)
        #expect(outcome.lines.count == 1)
        #expect(outcome.output.contains(#""status":"loaded""#))
        #expect(outcome.output.contains(#""loaded":20"#))
        #expect(proxy.connectionCount == 2)
        #expect(try office.count(Identifier("ops", "load")) == 1)
        #expect(try office.count(Identifier("core", "ticket")) == 20)
    }

    @Test func `a refusal whose reply to COMMIT is lost is kept once`() throws {
        let office = try Office()
        try office.files.write("ticket_id,status\nA,plugh\n", to: "bad.csv")
        let proxy = try office.proxy { $0 == 0 ? TCPProxy.Fault(.cut, .reply(to: "commit\0")) : nil }
        let outcome = try office.load("tickets", "bad.csv", through: proxy).wait()
        #expect(outcome.status == 65)
        #expect(proxy.connectionCount == 2)
        #expect(try office.count(Identifier("ops", "load")) == 1)
    }

    @Test func `a load that was cut off before COMMIT is repeated`() throws {
        let office = try Office()
        try office.writeTickets(20)
        let proxy = try office.proxy { $0 < 2 ? TCPProxy.Fault(.cut, .message("commit\0")) : nil }
        let outcome = try office.load("tickets", "tickets.csv", through: proxy).wait()
        #expect(outcome.status == 0)
        #expect(proxy.connectionCount == 3)
        #expect(try office.count(Identifier("ops", "load")) == 1)
    }

    @Test(
        arguments: [(.bytes(0), 69), (.bytes(100), 69), (.message("copy"), 75), (.reply(to: "commit\0"), 75)]
            as [(TCPProxy.Fault.Moment, Int32)])
    func `a peer that falls silent is given up`(moment: TCPProxy.Fault.Moment, status: Int32) throws {
        let office = try Office()
        try office.writeTickets(20)
        let proxy = try office.proxy { $0 == 0 ? TCPProxy.Fault(.silence, moment) : TCPProxy.Fault(.cut, .bytes(0)) }
        let outcome = try office.load("tickets", "tickets.csv", through: proxy, more: ["--deadline", "1"]).wait()
        #expect(outcome.status == status)
        try office.untilUnlocked()
        #expect(try office.load("tickets", "tickets.csv").wait().status == 0)
        #expect(try office.count(Identifier("ops", "load")) == 1)
    }

    @Test func `a server that stops between two blocks of rows leaves nothing of either`() throws {
        let server = try OwnServer()
        let office = try Office(on: server)
        // Rejected records of some size end a block of good ones.
        let large = String(repeating: "x", count: 5 << 20)
        try office.files.write(
            "ticket_id,created_at,status,subject\nA,2026-03-02,open,first\nB,,plugh,\(large)\nC,,open,last\n",
            to: "tickets.csv")
        let proxy = try office.proxy { number in
            number == 0 ? TCPProxy.Fault(.call { server.crash() }, .message("copy \"staging\"", times: 2)) : nil
        }
        let before = try office.state()
        let load = try office.load("tickets", "tickets.csv", through: proxy)
        server.untilCrashed()
        try server.start()
        #expect(try office.state() == before)
        #expect(load.wait().status == 0)
        #expect(try office.count(Identifier("core", "ticket")) == 2)
        #expect(try office.count(Identifier("ops", "load")) == 1)
    }

    @Test func `text that means something to COPY or CSV comes through as it is`() throws {
        let office = try Office()
        let texts = [
            "\\.", "\\N", "\\", "\\\\", "\t", "a\tb", "\n\\.\n", "a\"b", "\\x41", "\u{1b}[31m", "NULL", "{}", "'",
        ]
        let cells = texts.enumerated().map { "T\($0.offset),\"\($0.element.replacing("\"", with: "\"\""))\"\n" }
        try office.files.write("ticket_id,description\n" + cells.joined() + "\\.,\\.\n", to: "tickets.csv")
        #expect(try office.load("tickets", "tickets.csv", more: ["--accept-undated"]).wait().status == 0)
        let rows = try office.connect().rows("select ticket_id, description from core.ticket_text")
        let found = try Dictionary(
            uniqueKeysWithValues: rows.map { row -> (String, String?) in (try row["ticket_id"], try row["description"])
            })
        for (number, text) in texts.enumerated() where !text.allSatisfy(\.isWhitespace) {
            #expect(found["T\(number)"] == text)
        }
        #expect(found["\\."] == "\\.")
        #expect(try office.count(Identifier("core", "ticket")) == texts.count + 1)
    }

    @Test func `of two loads at once one works and the other says who is at it`() throws {
        let office = try Office()
        try office.writeTickets(5_000)
        let loads = try (1...2).map { _ in try office.load("tickets", "tickets.csv") }
        let outcomes = loads.map { $0.wait() }.sorted { $0.status < $1.status }
        #expect(outcomes[0].status == 0)
        // Where the second began after the first had ended there was nothing left for it to do.
        if outcomes[1].status != 0 {
            #expect(outcomes[1].status == 75)
            #expect(outcomes[1].errors.contains(/earshot load tickets \(process \d+, since 20/))
        }
        #expect(try office.count(Identifier("ops", "load")) == 1)
    }
}
