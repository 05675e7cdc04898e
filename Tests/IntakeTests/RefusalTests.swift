import Foundation
import Intake
import Postgres
import Records
import Testing

/// Files that are refused as a whole: nothing is loaded, and the reason stays in the ledger.
@Suite struct RefusalTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func expectOneRefusal(_ refusal: Refusal, mentions words: String...) throws {
        for word in words { #expect(refusal.reason.contains(word)) }
        #expect(
            try dock.rows("select status, read_count, rejected_count from ops.load") == [
                "refused,\(refusal.read),\(refusal.rejected)"
            ])
        let reason: String? = try dock.connection.rows("select reason from ops.load").first?["reason"]
        #expect(reason == refusal.reason)
        #expect(try dock.number("select count(*) from core.ticket") == 0)
    }

    @Test func nothingGood() throws {
        let refusal = try dock.refusal("tickets", "ticket_id,status\nT1,odd\n,open\n")
        #expect(refusal.rejected == 2)
        #expect(refusal.byRule == ["unknown_word": 1, "missing_value": 1])
        try expectOneRefusal(refusal, mentions: "line 2", "line 3")
        #expect(
            try dock.rows("select line, column_name, rule, convert_from(record, 'UTF8') from ops.rejection order by 1")
                == ["2,status,unknown_word,\"T1,odd\"", "3,ticket_id,missing_value,\",open\""])
    }

    @Test func moreRejectionsThanAllowed() throws {
        let bad = (1...11).map { "T\($0),odd\n" }.joined()
        let refusal = try dock.refusal("tickets", "ticket_id,status\ngood,open\n" + bad) { $0.limit = .standard }
        try expectOneRefusal(refusal)
        #expect(try dock.number("select count(*) from ops.rejection") == 11)
        #expect(try dock.load("tickets", "ticket_id,status\ngood,open\n" + bad) { $0.limit = .count(11) }.loaded == 1)
    }

    @Test(arguments: ["T2,\"open\n", "T2,\"open,x\nT3,open\n", "T2,\"op\"\"en"])
    func aTruncatedFileNamesTheLineWhereTheQuoteOpened(_ end: String) throws {
        let refusal = try dock.refusal("tickets", "ticket_id,status\nT1,open\n\n" + end)
        try expectOneRefusal(refusal, mentions: "line 4")
    }

    @Test func theQuoteMayOpenLaterInItsRecord() throws {
        let refusal = try dock.refusal("tickets", "ticket_id,subject,description\nT1,\"a\nb\",\"c\nd\n")
        try expectOneRefusal(refusal, mentions: "line 3")
    }

    @Test func anEmptyFile() throws {
        try expectOneRefusal(try dock.refusal("tickets", ""))
    }

    @Test func emptyLinesOnly() throws {
        try expectOneRefusal(try dock.refusal("tickets", "\r\n\n\n"))
    }

    @Test func aHeaderOnlyLoadsNothing() throws {
        let summary = try dock.load("tickets", "ticket_id,status\n")
        #expect(summary.counts == "")
        #expect(summary.status == .loaded)
        #expect(try dock.rows("select status, read_count from ops.load") == ["loaded,0"])
    }

    @Test func aRequiredColumnThatIsMissing() throws {
        let refusal = try dock.refusal("interviews", "interview_id,when,who\nI1,2026-01-01,x\n")
        #expect(refusal.reason.contains("occurred_at"))
    }

    @Test(arguments: [
        "ticket_id,author,body\nT1,Ada,secret\nT1,Bob,secret\n",
        "{\"ticket_id\": \"T1\", \"author\": \"Ada\", \"body\": \"secret\"}\n",
    ])
    func aTableOfSomethingElseThatNamesTickets(text: String) throws {
        let refusal = try dock.refusal("tickets", text)
        try expectOneRefusal(refusal, mentions: "ticket_id", "3 columns")
        #expect(!refusal.reason.contains("secret"))
        #expect(refusal.next?.hasPrefix("earshot mappings check ") == true)
    }

    @Test func aKeyAloneLoadsWhereItSaysEnoughOrAMappingSaysSo() throws {
        #expect(try dock.load("customers", "customer_id,segment\nC1,small\n").loaded == 1)
        #expect(try dock.load("tickets", "ticket_id\nT1\n").undated == 1)
        let keys = try Mapping(yaml: "{name: keys, kind: tickets, fields: {ticket_id: ticket_id}}", file: "keys.yaml")
        let summary = try dock.load("tickets", "ticket_id,author,body\nT2,Ada,x\n") { $0.mapping = keys }
        #expect(summary.loaded == 1)
    }

    @Test func aColumnThatStandsThereTwice() throws {
        try expectOneRefusal(try dock.refusal("tickets", "ticket_id,status,status\nT1,open,open\n"), mentions: "status")
    }

    @Test func columnsThatAreListsOrUnknownMayStandThereTwice() throws {
        let summary = try dock.load("tickets", "ticket_id,themes,x,themes,x\nT1,a;b,1,c,2\n")
        #expect(summary.ignoredColumns == ["x", "x"])
        #expect(try dock.rows("select themes from core.ticket") == ["\"{a,b,c}\""])
    }

    @Test(
        arguments: [
            [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d], [0x50, 0x4b, 3, 4, 0x14, 0, 6, 0],
            [0xff, 0xfe, 0x74, 0, 0x69, 0, 0x0a, 0], [0xff, 0xff, 0xff], [0, 0, 0, 0],
        ] as [[UInt8]])
    func bytesThatAreNoText(_ bytes: [UInt8]) throws {
        try expectOneRefusal(try dock.refusal("tickets", path: dock.file(bytes)))
    }

    @Test func aHundredThousandColumns() throws {
        let names = (1...100_000).map { "c\($0)" }.joined(separator: ",")
        try expectOneRefusal(try dock.refusal("tickets", "\(names)\n"), mentions: "ticket_id")
        let cells = String(repeating: ",", count: 100_000)
        let summary = try dock.load("tickets", "ticket_id,status,\(names)\nT1,open\(cells)\n")
        #expect(summary.loaded == 1)
        #expect(summary.ignoredColumns.count == 100_000)
    }

    @Test func moreColumnsThanAreReadAtAll() throws {
        let refusal = try dock.refusal("tickets", "ticket_id" + String(repeating: ",x", count: 200_000) + "\nT1\n")
        try expectOneRefusal(refusal)
    }

    @Test func aFileThatIsNotThere() throws {
        #expect(throws: RecordsError.self) { try dock.load("tickets", path: "/nowhere/tickets.csv") }
        #expect(throws: RecordsError.self) { try dock.load("tickets", path: "/tmp") }
        #expect(try dock.number("select count(*) from ops.load") == 0)
    }

    @Test func aRefusedFileMayBeLoadedOnceItIsMended() throws {
        let bad = "ticket_id,status\nT1,odd\n"
        _ = try dock.refusal("tickets", bad)
        _ = try dock.refusal("tickets", bad)
        #expect(try dock.load("tickets", "ticket_id,status\nT1,open\n").loaded == 1)
        #expect(try dock.rows("select status from ops.load order by load_id") == ["refused", "refused", "loaded"])
    }

    @Test func aByteOrderMarkIsNoPartOfTheHeader() throws {
        #expect(try dock.load("tickets", "\u{feff}ticket_id\nT1\n").loaded == 1)
    }
}
