import Foundation
import Intake
import Postgres
import Testing
import Warehouse

/// What the ledger remembers, and when a load has nothing to do.
@Suite struct LedgerTests {
    private let dock: LoadingDock
    private let text = "ticket_id,status\nT1,open\n"

    init() throws {
        dock = try LoadingDock()
    }

    @Test func theSameFileIsLoadedOnce() throws {
        let path = try dock.file(text.utf8)
        let first = try dock.load("tickets", path: path)
        let second = try dock.load("tickets", path: path)
        #expect(second.status == .alreadyLoaded)
        #expect(second.load == first.load)
        #expect(try dock.number("select count(*) from ops.load") == 1)
    }

    @Test func theSameBytesUnderAnotherNameAreAnotherFile() throws {
        try dock.load("tickets", text)
        #expect(try dock.load("tickets", text).status == .loaded)
    }

    @Test func onlyTheNewestLoadOfAFileCounts() throws {
        let path = try dock.file(text.utf8)
        try dock.load("tickets", path: path, at: "2026-03-01")
        try dock.load("tickets", path: path, at: "2026-03-02")
        #expect(try dock.load("tickets", path: path, at: "2026-03-01").status == .loaded)
        #expect(try dock.load("tickets", path: path, at: "2026-03-01").status == .alreadyLoaded)
    }

    @Test(arguments: ["kind", "source", "mapping", "zone", "own domains", "observed_at", "bytes", "force"])
    func anythingElseIsAnotherLoad(_ difference: String) throws {
        let kind = difference == "kind" ? "meetings" : "tickets"
        let header = "ticket_id,status,meeting_id,held_at\nT1,open,M1,2026-01-01\n"
        let path = try dock.file(header.utf8)
        try dock.load("tickets", path: path)
        if difference == "bytes" { try Data("\(header)\n".utf8).write(to: URL(filePath: path)) }
        if difference == "own domains" {
            try Settings(dock.connection).set("own_domains", to: "ours.example", now: dock.now)
        }
        let day = difference == "observed_at" ? "2026-03-02" : "2026-03-01"
        let again = try dock.load(kind, path: path, at: day) { request in
            if difference == "source" { request.source = "other" }
            if difference == "zone" { request.zone = "Europe/Paris" }
            if difference == "force" { request.isForced = true }
            if difference == "mapping" {
                request.mapping = try Mapping(
                    yaml: "name: other\nkind: tickets\nfields:\n  ticket_id: ticket_id\n", file: "other.yaml")
            }
        }
        #expect(again.status == .loaded)
        #expect(try dock.number("select count(*) from ops.load") == 2)
    }

    @Test func everyCountIsInTheLedger() throws {
        try dock.load("tickets", "ticket_id,status,updated_at\nT1,open,2026-01-02\nT2,open,\nT3,open,\n")
        let summary = try dock.load(
            "tickets",
            """
            ticket_id,status,updated_at,first_response_at,created_at,colour
            T1,open,2026-01-01,,,
            T2,open,,,,
            T3,solved,,2026-01-01,2026-01-02,
            T4,open,,,,
            T4,open,,,,
            T5,odd,,,,
            """, at: "2026-03-02")
        #expect(
            summary.counts == """
                6 read, 1 loaded, 1 updated, 1 unchanged, 1 duplicate, 1 stale, 1 rejected, 3 unattributed, 1 out of order, \
                2 undated
                """)
        #expect(
            try dock.rows(
                """
                select read_count, loaded_count, updated_count, unchanged_count, duplicate_count, stale_count, rejected_count,
                    unattributed_count, out_of_order_count, undated_count, ignored_columns, status
                from ops.load where load_id = 2
                """) == ["6,1,1,1,1,1,1,3,1,2,{colour},loaded"])
        #expect(summary.ignoredColumns == ["colour"])
    }

    @Test func aDryRunCountsExactlyAndKeepsNothing() throws {
        try dock.load("customers", "customer_id\nC1\n")
        let text = "ticket_id,customer,created_at\nT1,C1,2026-01-01\nT1,C1,2026-01-01\nT2,C9,\n,C1,\n"
        let before = try dock.rows(Self.content)
        let dry = try dock.load("tickets", text) { $0.isDryRun = true }
        #expect(dry.status == .dryRun)
        #expect(dry.load == nil)
        #expect(dry.rejectedByRule == ["missing_value": 1])
        #expect(try dock.rows(Self.content) == before)
        #expect(try dock.load("tickets", text).counts == dry.counts)
        #expect(dry.counts == "4 read, 2 loaded, 1 duplicate, 1 rejected, 1 unattributed, 1 undated")
    }

    @Test func aRefusedDryRunKeepsNothingEither() throws {
        _ = try dock.refusal("tickets", "ticket_id,status\nT1,odd\n") { $0.isDryRun = true }
        #expect(try dock.number("select count(*) from ops.load") == 0)
    }

    @Test func theModificationTimeStandsInForTheObservation() throws {
        let path = try dock.file(text.utf8)
        dock.clock = nil
        try dock.load("tickets", path: path) { $0.observedAt = nil }
        #expect(try dock.number("select count(*) from ops.load where observed_at = file_modified_at") == 1)
    }

    @Test func weeksThatALoadTouchedAreMarked() throws {
        try dock.load("tickets", "ticket_id,created_at,solved_at\nT1,2026-06-10,2026-06-12\n")
        #expect(
            try dock.rows("select min(week_start), max(week_start) from ops.dirty_week") == ["2026-06-08,2026-06-29"])
        try dock.connection.execute("delete from ops.dirty_week")
        try dock.load("tickets", "ticket_id,created_at,solved_at\nT1,2026-06-10,2026-06-12\n", at: "2026-03-02")
        #expect(try dock.number("select count(*) from ops.dirty_week") == 0)
    }

    private static let content = """
        select (select count(*) from core.ticket), (select count(*) from core.customer_ref), (select count(*) from ops.load),
            (select count(*) from ops.rejection), (select count(*) from ops.dirty_week), (select count(*) from ops.source)
        """
}
