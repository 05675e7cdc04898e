import Intake
import Postgres
import Testing

/// Times in which day and month could change places.
@Suite struct DayOrderTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private static let mapping = """
        name: m
        kind: tickets
        fields:
          ticket_id: id
          created_at: {column: opened, type: timestamp, formats: ["d/M/yyyy", "M/d/yyyy"]}
          solved_at: {column: done, type: timestamp, formats: ["d/M/yyyy", "M/d/yyyy"]}
        """

    private func read(_ mapping: inout LoadRequest) throws {
        mapping.mapping = try Mapping(yaml: Self.mapping, file: "test.yaml")
        mapping.limit = .count(10)
    }

    @Test func oneTimeThatOnlyOneOrderReadsDecidesForTheFile() throws {
        try dock.load("tickets", "id,opened,done\n1,03/04/2026,\n2,05/04/2026,\n3,05/04/2026,20/04/2026\n", read)
        try dock.load("tickets", "id,opened,done\n4,03/04/2026,\n5,12/31/2026,\n", read)
        #expect(
            try dock.rows("select ticket_id, (created_at at time zone 'UTC')::date from core.ticket order by 1") == [
                "1,2026-04-03", "2,2026-04-05", "3,2026-04-05", "4,2026-03-04", "5,2026-12-31",
            ])
    }

    @Test(arguments: [
        "id,opened,done\n1,03/04/2026,\n2,05/04/2026,\n",
        "id,opened,done\n1,13/04/2026,\n2,05/14/2026,\n",
    ])
    func whatStaysOpenOrContradictsItselfIsRefused(_ text: String) throws {
        let refusal = try dock.refusal("tickets", text, read)
        #expect(refusal.next != "earshot mappings show m > mine.yaml", "the mapping is not a built-in one")
        #expect(try dock.number("select count(*) from core.ticket") == 0)
    }

    @Test func bothReadingsAreShown() throws {
        let refusal = try dock.refusal("tickets", "id,opened,done\n1,03/04/2026,\n", read)
        #expect(refusal.reason.contains("2026-03-04 with the month first, 2026-04-03 with the day first"))
    }

    @Test func whatNeitherOrderReadsIsRejectedAndTellsNothing() throws {
        let summary = try dock.load(
            "tickets", "id,opened,done\n1,13/04/2026,\n2,soon,\n3,05/05/2026,2026-05-06\n", read)
        #expect(summary.counts == "3 read, 2 loaded, 1 rejected, 2 unattributed")
    }
}
