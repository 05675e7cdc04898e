import Foundation
import Intake
import Postgres
import TestSupport
import Testing
import Warehouse

/// Loads that are undone or replaced leave what the others would have left without them.
@Suite struct UndoTests {
    private static let seeds =
        1...(ProcessInfo.processInfo.environment["ORDER_SEEDS"].flatMap { UInt64($0) } ?? (Torture.isOn ? 20 : 2))

    /// A load that was not undone.
    private struct Kept {
        let number: Int
        let path: String
        let delivery: RandomHistory.Delivery
    }

    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func unload(_ number: Int) throws -> Unload.Summary {
        try Unload(number, on: dock.connection, now: dock.now).run()
    }

    private func tickets() throws -> [String] {
        try dock.rows("select ticket_id, status, load_id from core.ticket order by ticket_id")
    }

    @Test func aWrongZoneIsCorrectedByReplacing() throws {
        let path = try dock.file("ticket_id,created_at,updated_at\nT1,2026-01-01,2026-01-02 10:00\nT2,,\n".utf8)
        try dock.load("tickets", path: path)
        let summary = try dock.load("tickets", path: path) {
            $0.zone = "Asia/Tokyo"
            $0.replaces = true
        }
        #expect(summary.counts == "2 read, 2 loaded, 2 unattributed, 1 undated")
        #expect(summary.replaced == [1])
        #expect(summary.loadAgain == [])
        #expect(
            try dock.rows("select updated_at at time zone 'UTC' from core.ticket where ticket_id = 'T1'")
                == ["\"2026-01-02 01:00:00\""])
        #expect(try dock.rows("select load_id, undone_by from ops.load order by load_id") == ["1,2", "2,"])
    }

    @Test func overwrittenRecordsAreMissingUntilTheirFileIsLoadedAgain() throws {
        let path = try dock.file("ticket_id,status\nT1,open\nT2,open\n".utf8)
        try dock.load("tickets", path: path, at: "2026-03-01")
        try dock.load("tickets", "ticket_id,status\nT1,solved\nT3,open\n", at: "2026-03-02")
        let summary = try unload(2)
        #expect(summary.removed == 2)
        #expect(summary.loadAgain.map(\.load) == [1])
        #expect(summary.loadAgain.map(\.records) == [1])
        #expect(summary.loadAgain.first?.command.contains("--as-of 2026-03-01T00:00:00") == true)
        #expect(try tickets() == ["T2,open,1"])
        var request = LoadRequest(kind: try #require(Kind(named: "tickets")), path: path)
        request.observedAt = try instant("2026-03-01")
        #expect(try !request.isKnown(on: dock.connection))
        let again = try dock.load("tickets", path: path, at: "2026-03-01")
        #expect(again.counts.hasPrefix("2 read, 1 loaded, 1 unchanged"))
        #expect(try tickets() == ["T1,open,3", "T2,open,1"])
        #expect(try MissingFile.all(over: dock.connection) == [])
    }

    @Test func recordsThatAnotherLoadBroughtWithTheSameValuesStay() throws {
        for day in ["2026-03-01", "2026-03-02", "2026-03-03"] {
            try dock.load("tickets", "ticket_id,status\nT1,open\n", at: day)
        }
        #expect(try unload(3).loadAgain == [])
        #expect(try unload(1).loadAgain == [])
        #expect(try tickets() == ["T1,open,2"])
        #expect(
            try dock.rows("select observed_at::date, last_seen_at::date from core.ticket")
                == ["2026-03-02,2026-03-02"])
        #expect(try unload(2).removed == 1)
        #expect(try dock.number("select count(*) from ops.source") == 0)
    }

    @Test func columnsThatNoOtherLoadHasAreEmptied() throws {
        try dock.load("tickets", "ticket_id,status\nT1,open\n", at: "2026-03-01")
        try dock.load("tickets", "ticket_id,csat,subject\nT1,good,Words\n", at: "2026-03-02")
        #expect(try unload(2).loadAgain == [])
        #expect(
            try dock.rows("select status, csat, load_id, version_at::date, column_versions from core.ticket")
                == ["open,,1,2026-03-01,"])
        #expect(try dock.number("select count(*) from core.ticket_text") == 0)
    }

    @Test func whatFollowsFromTheRecordsGoesWithThem() throws {
        try dock.load("customers", "customer_id,emails\nC1,joe@x.example\n")
        try dock.load("tickets", "ticket_id,customer,created_at\nT1,joe@x.example,2026-06-10\n") { $0.source = "desk" }
        try dock.load("actions", "item_kind,item_id,acted_at\nticket,T1,2026-06-11\n")
        #expect(try dock.number("select count(*) from core.ticket where first_acted_at is not null") == 1)
        try dock.connection.execute("delete from ops.dirty_week")
        _ = try unload(3)
        #expect(try dock.number("select count(*) from core.ticket where first_acted_at is not null") == 0)
        #expect(try dock.rows("select min(week_start) from ops.dirty_week where load_id = 3") == ["2026-06-08"])
        _ = try unload(1)
        #expect(try dock.customerReferences() == ["joe@x.example,,"])
        _ = try unload(2)
        #expect(try dock.number("select count(*) from core.ticket") == 0)
    }

    @Test func peopleSegmentsAndValuesLoseNothing() throws {
        for (department, value, day) in [("Support", "100", "2026-03-01"), ("Product", "200", "2026-03-02")] {
            try dock.load("people", "email,department\na@ours.example,\(department)\n", at: day)
            try dock.load("segments", "customer_id,segment\nC1,\(department)\n", at: day)
            try dock.load("customers", "customer_id,name,annual_value\nC1,One,\(value)\n", at: day)
        }
        for number in [4, 5, 6] { #expect(try unload(number).loadAgain == []) }
        #expect(try dock.rows("select department, valid_from from core.person_history") == ["Support,-infinity"])
        #expect(try dock.rows("select segment, valid_from from core.membership") == ["Support,-infinity"])
        #expect(try dock.rows("select annual_value, valid_from from core.customer_value") == ["100,-infinity"])
        _ = try unload(1)
        #expect(try dock.number("select count(*) from core.person") == 0)
    }

    @Test func aLoadThatIsNotThereOrWasUndoneIsRefused() throws {
        _ = try dock.refusal("tickets", "ticket_id,status\nT1,odd\n")
        let load = try dock.load("tickets", "ticket_id,status\nT1,open\nT2,odd\n") { $0.limit = .count(1) }
        let number = try #require(load.load)
        #expect(try RejectedLoad.all(over: dock.connection).contains { $0.load == number })
        _ = try unload(number)
        #expect(try !RejectedLoad.all(over: dock.connection).contains { $0.load == number })
        for number in [number - 1, number, number + 1] {
            #expect(throws: Failure.self) { try unload(number) }
        }
    }

    @Test func aRefusedReplacementUndoesNothing() throws {
        let path = try dock.file("ticket_id,status\nT1,open\n".utf8)
        try dock.load("tickets", path: path)
        try Data("ticket_id,status\nT1,odd\n".utf8).write(to: URL(filePath: path))
        _ = try dock.refusal("tickets", path: path) { $0.replaces = true }
        #expect(try tickets() == ["T1,open,1"])
        #expect(try dock.number("select count(*) from ops.load where undone_at is not null") == 0)
    }

    @Test(arguments: seeds)
    func anUndoneLoadLeavesWhatTheOthersLeave(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let history = RandomHistory(seed: seed, deliveries: 12)
        let dock = try LoadingDock()
        var kept: [Kept] = []
        for delivery in history.shuffled(seed: seed) {
            let path = try dock.file(delivery.text.utf8)
            let number = try #require(try dock.load(delivery, path: path).load)
            kept.append(Kept(number: number, path: path, delivery: delivery))
            guard let chosen = kept.randomElement(using: &random) else { continue }
            var missing: [MissingFile] = []
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                missing = try Unload(chosen.number, on: dock.connection, now: dock.now).run().loadAgain
                kept.removeAll { $0.number == chosen.number }
            case 1:
                let corrected = chosen.delivery.corrected
                try Data(corrected.text.utf8).write(to: URL(filePath: chosen.path))
                let summary = try dock.load(corrected, path: chosen.path) { $0.replaces = true }
                #expect(summary.replaced.contains(chosen.number))
                missing = summary.loadAgain
                kept.removeAll { $0.path == chosen.path }
                kept.append(Kept(number: try #require(summary.load), path: chosen.path, delivery: corrected))
            default: continue
            }
            for file in missing {
                let again = try #require(kept.first { $0.number == file.load })
                let summary = try dock.load(again.delivery, path: again.path)
                kept.append(Kept(number: try #require(summary.load), path: again.path, delivery: again.delivery))
            }
            #expect(try MissingFile.all(over: dock.connection) == [])
        }
        let expected = try LoadingDock()
        for load in kept { try expected.load(load.delivery, path: expected.file(load.delivery.text.utf8)) }
        let left: Set = ["customer ref", "person ref"]
        let difference = Set(try dock.content(except: left)).symmetricDifference(try expected.content(except: left))
        #expect(difference.isEmpty, "\(difference.sorted().joined(separator: "\n"))")
        #expect(try dock.number("select count(*) from ops.lost_record") == 0)
    }
}

extension RandomHistory.Delivery {
    /// The same file with some values corrected and its last record gone.
    fileprivate var corrected: Self {
        var lines = text.replacing("2025-12-01", with: "2025-12-03").split(separator: "\n")
        if lines.count > 2 { lines.removeLast() }
        return Self(kind: kind, text: lines.joined(separator: "\n") + "\n", source: source, day: day)
    }
}
