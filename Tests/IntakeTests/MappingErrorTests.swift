import Intake
import Testing

/// Mistakes in a mapping are named with their line.
@Suite struct MappingErrorTests {
    private func error(_ yaml: String) throws -> MappingError {
        try #require(throws: MappingError.self) { try Mapping(yaml: yaml, file: "m.yaml") }
    }

    @Test(arguments: [
        ("name: m\nkind: tickets\ncolour: red\nfields: {ticket_id: id}", 3, "colour"),
        ("name: m\nkind: tickets\nfields:\n  ticket_id: id\n  ticketid: id", 5, "ticketid"),
        ("name: m\nkind: tickets\nfields:\n  ticket_id:\n    colum: id", 5, "colum"),
        ("name: m\nkind: ticket\nfields: {ticket_id: id}", 2, "kind"),
        ("name: m\nkind: tickets\nformat: parquet\nfields: {ticket_id: id}", 3, "format"),
        ("name: m\nkind: tickets\nfields:\n  ticket_id: id\n  status: {column: a, type: word}", 5, "type"),
        (
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  created_at: {column: a, type: epoch, unit: fortnights}",
            5, "unit"
        ),
        (
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  solved_at:\n    column: a\n    type: timestamp\n    formats: [YYYY]",
            8, "formats"
        ),
        (
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  status:\n    column: a\n    values: {Done: solved,\n      DONE: closed}",
            8, "DONE"
        ),
        ("name: m\nkind: tickets\nskip_lines: two\nfields: {ticket_id: id}", 3, "skip_lines"),
        ("name: m\nkind: tickets\ndelimiter: '::'\nfields: {ticket_id: id}", 3, "delimiter"),
        ("name: m\nkind: tickets\nnulls: {a: b}\nfields: {ticket_id: id}", 3, "nulls"),
        ("name: m\nkind: tickets\nname: n\nfields: {ticket_id: id}", 1, "name"),
        ("name: m\nkind: tickets\nfields:\n  ticket_id: id\n  ticket_id: key", 4, "ticket_id"),
        (
            "name: m\nkind: customers\nfields:\n  customer_id: id\n  annual_value: {column: a, type: number, decimal: ten}",
            5, "decimal"
        ),
        ("name: m\nkind: tickets\nfields: {ticket_id: [", 3, ""),
        (
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  status:\n    first_of:\n      - {colum: a}", 7, "colum"
        ),
        (
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  status: {first_of: [{column: a, default: open}]}", 5,
            "default"
        ),
        ("name: m\nkind: tickets\nfields:\n  ticket_id: id\n  status: {first_of: a}", 5, "first_of"),
        ("name: m\nkind: tickets\nfields:\n  ticket_id: {hash_of: [a, b], type: list}", 4, "hash_of"),
        (
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  priority: {column: a, type: epoch, unit: seconds}", 5,
            "type"
        ),
        ("name: m\nkind: tickets\nheader_rows: 0\nfields: {ticket_id: id}", 3, "header_rows"),
        (
            "name: m\nkind: customers\nfields:\n  customer_id: id\n  annual_value: {column: a, type: number, grouping: '.'}",
            5, "grouping"
        ),
        (
            "name: m\nkind: customers\nfields:\n  customer_id: id\n  annual_value: {column: a, type: number, decimal: '1'}",
            5, "decimal"
        ),
    ])
    func namesTheLine(_ yaml: String, _ line: Int, _ word: String) throws {
        let error = try error(yaml)
        #expect(error.line == line)
        #expect(error.message.contains(word) || word.isEmpty)
        #expect(error.description.hasPrefix("m.yaml:\(line): "))
    }

    @Test(arguments: [
        "", "- a", "kind: tickets\nfields: {ticket_id: id}", "name: m\nkind: tickets",
        "name: m\nkind: tickets\nfields: {status: s}",
    ])
    func namesWhatIsMissing(_ yaml: String) throws {
        #expect(try !error(yaml).message.isEmpty)
    }

    @Test func findsTheLineInALongFile() throws {
        let values = (1...400).map { "      word\($0): open\n" }.joined()
        let yaml =
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  status:\n    column: s\n    values:\n\(values)    defualt: open\n"
        #expect(try error(yaml).line == 408)
    }

    @Test func aLengthIsAfterATimeOfTheKind() throws {
        let start =
            "name: m\nkind: tickets\nfields:\n  ticket_id: id\n  solved_at: {column: a, type: after, unit: hours, after: "
        #expect(try error(start + "opened}").line == 5)
        #expect(try error(start + "status}").line == 5)
        #expect(throws: Never.self) { try Mapping(yaml: start + "created_at}", file: "m.yaml") }
    }
}
