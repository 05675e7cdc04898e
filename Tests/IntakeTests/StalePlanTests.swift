import Postgres
import Testing

@testable import Intake

/// Loads into tables whose statistics the planner must not believe.
@Suite struct StalePlanTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    /// Whether the steps of a load may use nested loops now.
    private func nestedLoopsAreUsed() throws -> Bool {
        try dock.connection.transaction {
            try LoadScript(named: "context").run(on: dock.connection)
            let setting: String? = try dock.connection.rows("show enable_nestloop").first?[0]
            return setting == "on"
        }
    }

    @Test func aTableVacuumedAfterARolledBackLoadIsNotReadInNestedLoops() throws {
        let tickets = (1...12_000).map { "T\($0),2026-03-02T09:00:00Z,open,Support\n" }.joined()
        let file = "ticket_id,created_at,status,department\n" + tickets
        #expect(try nestedLoopsAreUsed())
        try dock.load("tickets", file) { $0.isDryRun = true }
        try dock.connection.execute("vacuum (truncate false) core.ticket")
        #expect(try !nestedLoopsAreUsed())
        #expect(try dock.load("tickets", file).loaded == 12_000)
        try dock.connection.execute("analyze core.ticket")
        #expect(try nestedLoopsAreUsed())
    }
}
