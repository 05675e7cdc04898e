import Postgres
import Testing

@testable import Reporting

/// Records that were loaded and name what no file has brought.
struct UnlinkedRecordsTests {
    private let inbox: Inbox

    init() throws {
        inbox = try Inbox()
    }

    @Test func countsSegmentsThatNameNoCustomerById() throws {
        try inbox.load("customers", "customer_id,name\nc1,Ada\nc2,Bea\n", on: "2026-03-02")
        try inbox.load(
            "segments", "customer_id,scheme,segment\nc1,,small\nBea,,large\nc2,region,north\n", on: "2026-03-02")
        #expect(try found() == ["segments segment 1 of 2"])
    }

    @Test func countsActionsOnUnknownItemsUntilTheyAreLoaded() throws {
        try inbox.load("tickets", "ticket_id,created_at\nt1,2026-03-02T09:00:00Z\n", on: "2026-03-02")
        try inbox.load(
            "actions",
            """
            item_kind,item_id,item_source,acted_at
            ticket,t1,,2026-03-03T09:00:00Z
            ticket,#2,,2026-03-03T09:00:00Z
            ticket,t1,elsewhere,2026-03-03T09:00:00Z
            feedback,t1,,2026-03-03T09:00:00Z
            """, on: "2026-03-03")
        #expect(try found() == ["actions default 3 of 4"])
        try inbox.load("tickets", "ticket_id,created_at\n#2,2026-03-02T09:00:00Z\n", on: "2026-03-04")
        #expect(try found() == ["actions default 2 of 4"])
    }

    @Test func isSilentWhereEverythingIsKnown() throws {
        try inbox.load("customers", "customer_id\nc1\n", on: "2026-03-02")
        try inbox.load("segments", "customer_id,segment\nc1,small\n", on: "2026-03-02")
        #expect(try found() == [])
    }

    private func found() throws -> [String] {
        try UnlinkedRecords.all(inbox.connection).map {
            "\($0.kind.rawValue) \($0.group) \($0.unlinked) of \($0.total)"
        }
    }
}
