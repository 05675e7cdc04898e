import Postgres
import Testing

struct RetryRuleTests {
    private func step(_ state: SQLState?, connected: Bool = true, commitSent: Bool = false, attempt: Int = 1)
        -> RetryRule.Step
    {
        RetryRule.step(after: state, connected: connected, commitSent: commitSent, attempt: attempt)
    }

    @Test(arguments: [nil, .cannotConnectNow, .tooManyConnections] as [SQLState?])
    func `connecting is tried again while nothing was sent`(state: SQLState?) {
        #expect(step(state, connected: false, attempt: 100) == .reconnectAndRepeat)
    }

    @Test(arguments: ["28P01", "28000", .invalidCatalogName, .insufficientPrivilege] as [SQLState])
    func `a refused role or database is a matter of configuration`(state: SQLState) {
        #expect(step(state, connected: false) == .giveUp(.configuration))
    }

    @Test(arguments: [.serializationFailure, .deadlockDetected, .lockNotAvailable] as [SQLState])
    func `what the server undid for another's sake is repeated a few times`(state: SQLState) {
        #expect(step(state, attempt: 4) == .repeatTransaction)
        #expect(step(state, attempt: 5) == .giveUp(.temporary))
        #expect(step(state, commitSent: true) == .repeatTransaction)
    }

    @Test(arguments: [nil, .adminShutdown, .crashShutdown, "08006"] as [SQLState?])
    func `a session lost before commit is made anew, and one lost after it leaves a doubt`(state: SQLState?) {
        #expect(step(state) == .reconnectAndRepeat)
        #expect(step(state, attempt: 5) == .giveUp(.temporary))
        #expect(step(state, commitSent: true) == .lookUp)
        #expect(step(state, commitSent: true, attempt: 5) == .lookUp)
    }

    @Test(arguments: [.diskFull, .outOfMemory, .ioError, .queryCanceled] as [SQLState])
    func `a full machine is not hammered and a cancel is obeyed`(state: SQLState) {
        #expect(step(state) == .giveUp(.temporary))
    }

    @Test(arguments: [.uniqueViolation, .invalidTextRepresentation, .characterNotInRepertoire] as [SQLState])
    func `bad data is never repeated`(state: SQLState) {
        #expect(step(state) == .giveUp(.data))
    }

    @Test(arguments: [.undefinedTable, "42601", "XX001", "XX002"] as [SQLState])
    func `a defect stops`(state: SQLState) {
        #expect(step(state) == .giveUp(.defect))
    }

    @Test func `waits double up to the longest and are a share of it`() {
        let backoff = Backoff(first: .seconds(1), longest: .seconds(10))
        #expect((1...6).map { backoff.wait(after: $0, share: 1) } == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
        #expect(backoff.wait(after: 2, share: 0.25) == .milliseconds(500))
        #expect(backoff.wait(after: .max, share: 1) == .seconds(10))
        #expect(backoff.wait(after: 3, share: 0) == .zero)
    }
}
