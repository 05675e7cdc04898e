import Foundation
import Intake
import Postgres
import Testing

/// What records say stays out of everything that earshot says: marked words are planted everywhere, every rule is broken,
/// and no message holds one of them.
@Suite struct CanaryTests {
    private static let canary = "kanarie7f3a"

    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    /// A cell of any column: the marked word where any text may stand, otherwise something that is good there.
    private static func cell(of column: Column) -> String {
        switch column.type {
        case .list where column.content == .domain: "\(canary).example"
        case .words, .name, .list: canary
        case .word(let words): words.first ?? canary
        case .timestamp: column.name.hasSuffix("_to") ? "2026-03-02" : "2026-03-01"
        case .number, .minutes: "1"
        case .boolean: "true"
        }
    }

    /// A file whose records say the marked word wherever a record can: a good one, and each rule broken once.
    private static func file(of kind: Kind) -> [UInt8] {
        let good = kind.columns.map(cell(of:))
        var lines = [kind.columns.map(\.name).joined(separator: ","), good.joined(separator: ",")]
        for (index, column) in kind.columns.enumerated() {
            var bad = good
            bad[index] = column.type == .words ? "\"\(canary)\"\(canary)" : canary
            if [.name, .list].contains(column.type) { bad[index] = String(repeating: canary, count: 100) }
            lines.append(bad.joined(separator: ","))
            bad[index] = ""
            lines.append(bad.joined(separator: ","))
        }
        if kind.columns[0].type == .name { lines.append((["ok"] + good.dropFirst()).joined(separator: ",")) }
        lines.append(canary)
        lines.append((good + [canary]).joined(separator: ","))
        lines.append(good.joined(separator: ",").replacing(canary, with: canary + "\0"))
        let text = lines.joined(separator: "\n") + "\n"
        return Array(text.utf8) + Array(canary.utf8) + [0xff]
            + Array(repeating: UInt8(ascii: ","), count: good.count - 1)
            + Array("\n".utf8)
    }

    /// Everything that was said about loads: reasons, messages, names of columns and rules.
    private func said() throws -> String {
        try dock.rows(
            """
            select reason, mapping, zone, source, ignored_columns from ops.load
            union all
            select column_name, rule, message, null, null from ops.rejection
            """
        ).joined(separator: "\n")
    }

    private func expectSilence(_ texts: String...) throws {
        // The first bytes of the word, as an array of bytes would show them.
        for text in texts { #expect(!text.contains(Self.canary) && !text.contains("107, 97, 110")) }
        #expect(try !said().contains(Self.canary))
    }

    @Test(arguments: Kind.all.map(\.name))
    func rejectionsSayNothingOfTheirRecords(_ name: String) throws {
        let kind = try #require(Kind(named: name))
        let path = try dock.file(Self.file(of: kind))
        let summary = try dock.load(name, path: path) { $0.limit = .count(1_000) }
        #expect(summary.rejected > 5)
        let planted = "select count(*) from ops.rejection where position('\(Self.canary)'::bytea in record) > 0"
        #expect(try dock.number(planted) == summary.rejected)
        let json = String(decoding: try JSONEncoder().encode(summary), as: UTF8.self)
        try expectSilence(json, "\(summary)")

        let refusal = try dock.refusal(name, path: path) {
            $0.isForced = true
            $0.limit = .count(0)
        }
        try expectSilence("\(refusal)", String(reflecting: refusal), "\(refusal.sample)", refusal.localizedDescription)
    }

    @Test(arguments: [
        "\(canary),x\n1,2\n", "\(canary)", "ticket_id,status,status\n\(canary),,\n", "ticket_id,\"\(canary)\n1,2\n",
        "ticket_id,status\n\(canary),\"\(canary)\n", "ticket_id,status\n\(canary),\(canary)\n", "\"\(canary)\"x,y\n",
    ])
    func refusedFilesAreNotQuoted(_ text: String) throws {
        let refusal = try dock.refusal("tickets", text)
        try expectSilence("\(refusal)")
    }

    @Test func overlapsNameLinesOnly() throws {
        let c = Self.canary
        for (kind, text) in [
            ("segments", "customer_id,scheme,segment,valid_from\n\(c),\(c),\(c),\n\(c),\(c),\(c)2,\nok,ok,ok,\n"),
            ("people", "email,name,valid_from\n\(c),\(c),\n\(c),\(c)2,\nok,ok,\n"),
        ] {
            #expect(try dock.load(kind, text).rejected == 2)
        }
        try expectSilence()
    }

    @Test func errorsOfTheServerAreNotQuoted() throws {
        // A constraint that breaks is a defect of ours; the server's message then quotes the row.
        try dock.connection.execute("alter table core.ticket add constraint t check (priority <> 'kanarie7f3a')")
        let error = try #require(throws: (any Error).self) {
            try dock.load("tickets", "ticket_id,priority\n\(Self.canary),\(Self.canary)\n")
        }
        try expectSilence("\(error)", String(reflecting: error), error.localizedDescription)
    }
}
