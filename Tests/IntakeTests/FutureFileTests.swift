import Foundation
import Intake
import Postgres
import Testing

/// Files that claim to show the world after the server's clock.
@Suite struct FutureFileTests {
    private let dock: LoadingDock
    private let text = "ticket_id,created_at\nT1,2026-01-01\n"

    init() throws {
        dock = try LoadingDock()
        dock.clock = try instant("2026-07-01 12:00:00")
    }

    @Test func areRefusedWithTheWayOut() throws {
        let refusal = try dock.refusal("tickets", text, at: "2026-07-01 12:01:01")
        let next = try #require(refusal.next)
        #expect(next.hasPrefix("earshot load tickets ") && next.hasSuffix(" --as-of 2026-07-01T12:00:00Z"))
        #expect(try dock.rows("select status from ops.load") == ["refused"])
        #expect(try dock.load("tickets", text, at: "2026-07-01 12:00:00").loaded == 1)
    }

    @Test func theModificationTimeIsJudgedToo() throws {
        let path = try dock.file(text.utf8)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 4_102_444_800)], ofItemAtPath: path)
        _ = try dock.refusal("tickets", path: path) { $0.observedAt = nil }
        #expect(try dock.load("tickets", path: path, at: "2026-06-30").loaded == 1)
        // What follows is not older.
        #expect(try dock.load("tickets", "ticket_id,created_at\nT1,2026-01-02\n", at: "2026-07-01").updated == 1)
    }

    @Test func twoClocksMayDifferByAMinute() throws {
        #expect(try dock.load("tickets", text, at: "2026-07-01 12:01:00").loaded == 1)
    }

    /// A run does not read a file again that was refused as it is, but this one becomes good by waiting.
    @Test func areLookedAtAgainOnceTheirTimeHasCome() throws {
        let path = try dock.file(text.utf8)
        let written = try instant("2026-06-30 12:00:00")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: written.secondsSinceUnixEpoch)], ofItemAtPath: path)
        var request = LoadRequest(kind: try #require(Kind(named: "tickets")), path: path)
        dock.clock = try instant("2026-06-30 11:00:00")
        dock.now = try instant("2026-06-30 11:00:00")
        _ = try dock.refusal("tickets", path: path) { $0.observedAt = nil }
        request.path = path
        #expect(try !request.isKnown(on: dock.connection))
    }
}
