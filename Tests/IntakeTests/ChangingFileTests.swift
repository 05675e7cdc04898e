import Foundation
import Intake
import Postgres
import Testing

/// Files that somebody writes to while they are read.
@Suite struct ChangingFileTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    @Test(arguments: ["grows", "shrinks", "is overwritten", "is touched"])
    func areRefusedAndLoadedOnceTheyAreComplete(_ change: String) throws {
        let text = "ticket_id,subject\n" + (1...20_000).map { "T\($0),some words\n" }.joined()
        let path = try dock.file(text.utf8)
        var request = LoadRequest(kind: try #require(Kind(named: "tickets")), path: path)
        request.observedAt = dock.now
        var isChanged = false
        let load = try Load(request, on: dock.connection, now: dock.now, runID: UUID().uuidString) { _, _, records in
            guard records > 0, !isChanged else { return }
            isChanged = true
            Self.change(path, change)
        }
        let refusal = try #require(throws: Refusal.self) { try load.run() }
        #expect(refusal.reason.contains("changed while it was read"))
        #expect(try dock.number("select count(*) from core.ticket") == 0)
        #expect(try dock.rows("select status from ops.load") == ["refused"])
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try dock.load("tickets", path: path).loaded == 20_000)
    }

    @Test func aFileThatAnotherReplacesIsReadAsItWasOpened() throws {
        let path = try dock.file("ticket_id\nT1\nT2\n".utf8)
        let parts = try LoadRequest(kind: try #require(Kind(named: "tickets")), path: path).parts()
        try "ticket_id\nT3\n".write(toFile: path, atomically: true, encoding: .utf8)
        var part = try #require(parts.first)
        part.observedAt = dock.now
        part.acceptsUndated = true
        let summary = try Load(part, on: dock.connection, now: dock.now, runID: UUID().uuidString).run()
        #expect(summary.loaded == 2)
    }

    private static func change(_ path: String, _ change: String) {
        switch change {
        case "grows":
            let file = FileHandle(forWritingAtPath: path)
            _ = try? file?.seekToEnd()
            try? file?.write(contentsOf: Data("T0,late\n".utf8))
            try? file?.close()
        case "shrinks": truncate(path, 400_000)
        case "is overwritten": try? "ticket_id\nT1\n".write(toFile: path, atomically: false, encoding: .utf8)
        default:
            try? FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: path)
        }
    }
}
