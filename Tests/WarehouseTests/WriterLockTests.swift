import Postgres
import TestSupport
import Testing

@testable import Warehouse

@Suite struct WriterLockTests {
    @Test func namesWhoeverIsWriting() throws {
        let database = try TestDatabase()
        var options = database.options
        options.applicationName = "earshot load"
        let writer = try Connection(options)
        let other = try database.connect()
        try WriterLock.hold(writer) {
            let failure = #expect(throws: Failure.self) { try WriterLock.hold(other) {} }
            #expect(failure?.kind == .busy)
            #expect(failure?.message.contains("earshot load (process \(writer.serverProcessID), since ") == true)
        }
        try WriterLock.hold(other) {}
    }

    @Test func isFreeAgainAfterAnError() throws {
        struct Trouble: Error {}
        let database = try TestDatabase()
        let writer = try database.connect()
        let other = try database.connect()
        #expect(throws: Trouble.self) { try WriterLock.hold(writer) { throw Trouble() } }
        try WriterLock.hold(other) {}
    }
}
