import Foundation
import Postgres
import Testing

/// What signals do to a load that is at work.
@Suite struct SignalTests {
    @Test(arguments: [(SIGTERM, 143), (SIGINT, 130)] as [(Int32, Int32)])
    func `the first signal rolls back within two seconds`(signal: Int32, status: Int32) throws {
        let office = try Office()
        try office.writeTickets(30_000)
        let before = try office.state()
        let load = try office.load("tickets", "tickets.csv")
        try office.untilAtWork()
        let sent = ContinuousClock.now
        load.signal(signal)
        let outcome = load.wait()
        #expect(outcome.status == status)
        #expect(ContinuousClock.now - sent < .seconds(2))
        #expect(outcome.output.isEmpty)
        try office.untilUnlocked()
        #expect(try office.state() == before)
    }

    @Test func `the second signal ends it at once`() throws {
        let office = try Office()
        try office.writeTickets(20)
        let blocker = try office.connect()
        try blocker.transaction {
            try blocker.execute("lock table core.ticket in access exclusive mode")
            let load = try office.load("tickets", "tickets.csv")
            try office.untilAtWork()
            // Stopped, it gets both before it can act on the first.
            load.signal(SIGSTOP)
            load.signal(SIGTERM)
            load.signal(SIGINT)
            load.signal(SIGCONT)
            let outcome = load.wait()
            #expect([143, 130].contains(outcome.status))
            #expect(outcome.errors.isEmpty)
        }
    }
}
