import Foundation
import Postgres
import TestSupport
import Testing

/// `kill -9` at any moment: the old state or the new one, never between, and the next run heals.
@Suite struct KillTests {
    /// What the rounds met.
    private struct Tally {
        var beforeCommit = 0
        var afterCommit = 0
        var healed = 0
        var longestLock = Duration.zero
    }

    @Test func `a load that is killed leaves the old state or the new one`() throws {
        let scene = try Scene.load(tickets: Torture.count(2_000, 30_000))
        let (seed, rounds) = (UInt64(20_260_309), Torture.count(6, 200))
        var dice = Dice(seed: seed)
        var tally = Tally()
        var office = try scene.fresh()
        for round in 1...rounds {
            let wait = scene.duration * Double.random(in: 0..<1, using: &dice)
            let isOld = try kill(scene, office, after: wait, &tally)
            // A database that kept its old state is killed in again, so that what killed loads leave behind adds up.
            if isOld, !round.isMultiple(of: 8), round < rounds { continue }
            #expect(try scene.begin(office).wait().status == 0)
            #expect(try office.state().content == scene.new.content, "healing after round \(round)")
            tally.healed += 1
            office = try scene.fresh()
        }
        print(
            """
            kill -9, seed \(seed): \(rounds) loads of \(scene.duration): \(tally.beforeCommit) before COMMIT, \
            \(tally.afterCommit) after it; \(tally.healed) databases healed; the lock was free after \(tally.longestLock) at most
            """)
        #expect(tally.longestLock < .seconds(5))
        // Of a dozen, chance may put more behind COMMIT.
        #expect(tally.beforeCommit * 10 >= (Torture.isOn ? rounds * 6 : 1))
    }

    /// Whether the old state is left.
    private func kill(_ scene: Scene, _ office: Office, after wait: Duration, _ tally: inout Tally) throws -> Bool {
        let load = try scene.begin(office)
        usleep(UInt32(wait / .microseconds(1)))
        load.signal(SIGKILL)
        _ = load.wait()
        let killed = ContinuousClock.now
        try office.untilUnlocked()
        tally.longestLock = max(tally.longestLock, ContinuousClock.now - killed)
        let state = try office.state()
        let isOld = state.exact == scene.old.exact
        #expect(isOld || state.content == scene.new.content)
        if isOld { tally.beforeCommit += 1 } else { tally.afterCommit += 1 }
        return isOld
    }
}
