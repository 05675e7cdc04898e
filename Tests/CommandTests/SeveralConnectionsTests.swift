import Foundation
import Postgres
import TestSupport
import Testing

/// Weeks that are computed over several connections.
@Suite struct SeveralConnectionsTests {
    @Test func `they are those computed over one`() throws {
        let one = try Self.office()
        let three = try Office(copying: one)
        #expect(try one.begin(Self.weeks + ["--connections", "1"]).wait().status == 0)
        let outcome = try three.begin(Self.weeks + ["--connections", "3", "--json"]).wait()
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(#""weeks":["2026-W02","2026-W03","2026-W04","2026-W05","2026-W06"]"#))
        #expect(try three.state().content == one.state().content)
    }

    @Test func `a line of one of them is cut, and it is made anew`() throws {
        let whole = try Self.office()
        let office = try Office(copying: whole)
        #expect(try whole.begin(Self.weeks).wait().status == 0)
        let proxy = try office.proxy { $0 == 1 ? TCPProxy.Fault(.cut, .reply(to: "commit\0")) : nil }
        #expect(try office.begin(Self.weeks, through: proxy).wait().status == 0)
        #expect(proxy.connectionCount == 3)
        #expect(try office.state().content == whole.state().content)
    }

    @Test func `the failure of one lets the others end their week and begin no other`() throws {
        let office = try Self.office()
        let connection = try office.connect()
        try connection.executeScript(
            """
            create function fail() returns trigger language plpgsql as $$ begin raise division_by_zero; end $$;
            create trigger fails before insert on mart.metric_value
                for each row when (new.week_start = '2026-01-12') execute function fail();
            """)
        let outcome = try office.begin(Self.weeks).wait()
        #expect(outcome.status != 0)
        #expect(outcome.output.isEmpty)
        let later: Int = try connection.rows(
            "select count(distinct week_start) as number from mart.metric_value where week_start > '2026-01-12'"
        )[0]["number"]
        #expect(later <= 1)
    }

    @Test func `a signal ends them all`() throws {
        let office = try Self.office()
        let compute = try office.begin(["compute", "--from", "2026-W02", "--to", "2026-W45"])
        try office.untilAtWork()
        compute.signal(SIGTERM)
        #expect(compute.wait().status == 143)
        try office.untilAlone()
    }

    @Test func `a run tells how far it is, and goes on beside a week that fails`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...22, on: "2026-03-24")
        let connection = try play.office.connect()
        try connection.executeScript(
            """
            create function fail() returns trigger language plpgsql as $$ begin raise division_by_zero; end $$;
            create trigger fails before insert on mart.metric_value
                for each row when (new.week_start = '2026-03-09') execute function fail();
            """)
        let run = try connection.transaction {
            try connection.execute("lock table mart.metric_value in share mode")
            let run = try play.begin("2026-03-24", ["--connections", "3", "--json"])
            try play.office.untilWaiting(sessions: 3)
            let status = try play.office.earshot("status").output
            #expect(status.contains(/A run is at work since 2026-03-24 03:00: compute [123] of 3 \(2026-W1[012]\)/))
            return run
        }
        let outcome = run.wait()
        #expect(outcome.status == 70)
        #expect(outcome.output.contains(#""weeks":["2026-W10","2026-W12"]"#))
        #expect(outcome.errors.contains(/^earshot: compute 2026-W11: [^\n]*\n/))
        #expect(try play.editions() == ["2026-W10.1", "2026-W12.1"])
        try connection.execute("drop trigger fails on mart.metric_value")
        try play.expectSilence(night: "2026-03-25")
        #expect(try play.editions().last == "2026-W11.1")
    }

    private static let weeks = ["compute", "--from", "2026-W02", "--to", "2026-W06"]

    private static func office() throws -> Office {
        let office = try Office()
        try office.writeTickets(200)
        #expect(try office.load("tickets", "tickets.csv").wait().status == 0)
        return office
    }
}
