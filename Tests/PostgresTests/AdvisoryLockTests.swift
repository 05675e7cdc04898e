import Postgres
import Testing

struct AdvisoryLockTests {
    @Test(arguments: [Int64.random(in: .min ... -1), Int64.random(in: 1 << 40...(.max))])
    func `a lock has one holder, who is named until it lets go`(key: Int64) throws {
        var options = try testOptions()
        options.applicationName = "holder"
        let holder = try Connection(options)
        let other = try Connection(testOptions())

        #expect(try holder.tryAdvisoryLock(key))
        #expect(try !other.tryAdvisoryLock(key))
        let named = try #require(try other.advisoryLockHolder(key))
        #expect(named.processID == holder.serverProcessID)
        #expect(named.applicationName == "holder")
        #expect(named.connectedAt != nil)

        #expect(try holder.advisoryUnlock(key))
        #expect(try other.advisoryLockHolder(key) == nil)
        #expect(try other.tryAdvisoryLock(key))
        #expect(try !holder.advisoryUnlock(key))
    }
}
