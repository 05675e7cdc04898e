import Intake
import Testing

/// Deliveries with far fewer records than the one before.
@Suite struct VolumeTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func text(_ count: Int) -> String {
        "ticket_id,status\n" + (0..<count).map { "T\($0),open\n" }.joined()
    }

    private func load(
        _ count: Int, at day: String = "2026-03-02", isComplete: Bool = true, source: String = "desk",
        accepting: Bool = false
    ) throws -> LoadSummary {
        try dock.load("tickets", text(count), at: day) {
            $0.source = source
            $0.isComplete = isComplete
            $0.acceptsVolume = accepting
        }
    }

    @Test(arguments: [(10, 1), (100, 10), (109, 10), (3, 0)])
    func ninetyPercentFewerAreRefusedUnlessAccepted(_ before: Int, _ now: Int) throws {
        _ = try load(before, at: "2026-03-01")
        let refusal = try #require(throws: Refusal.self) { try load(now) }
        #expect(refusal.read == now)
        let next = try #require(refusal.next)
        #expect(next.hasPrefix("earshot load tickets") && next.hasSuffix("--accept-volume"))
        #expect(try dock.number("select count(*) from core.ticket where is_absent") == 0)
        #expect(try dock.rows("select status from ops.load order by load_id") == ["loaded", "refused"])
        #expect(try load(now, accepting: true).absent == before - now)
        // What was accepted is what the next one is compared with.
        #expect(try load(max(now, 1), at: "2026-03-03").read == max(now, 1))
    }

    @Test(arguments: [(9, 1), (100, 11), (1, 1), (1, 1_000)])
    func fewerThanThatAreNot(_ before: Int, _ now: Int) throws {
        _ = try load(before, at: "2026-03-01")
        #expect(try load(now).readBefore == nil)
    }

    @Test func theFirstFileMayBeSmallButNotEmpty() throws {
        #expect(throws: Refusal.self) { try load(0) }
        #expect(try load(1).loaded == 1)
    }

    @Test func otherSourcesAreWarnedOnly() throws {
        #expect(try load(10, at: "2026-03-01", isComplete: false).readBefore == nil)
        #expect(try load(1, isComplete: false).readBefore == 10)
        // Of so few, chance takes nine tenths too.
        #expect(try load(0, at: "2026-03-03", isComplete: false).readBefore == nil)
    }

    @Test func anOlderFileIsComparedWithWhatCameBeforeIt() throws {
        _ = try load(2, at: "2026-03-01")
        _ = try load(50, at: "2026-03-03")
        #expect(try load(3, at: "2026-03-02").readBefore == nil)
    }

    @Test func otherSourcesAndKindsAreNoMeasure() throws {
        _ = try load(50, at: "2026-03-01", source: "other")
        #expect(try load(1).loaded == 1)
    }
}
