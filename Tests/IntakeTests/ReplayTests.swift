import Foundation
import Intake
import Postgres
import TestSupport
import Testing
import Warehouse

/// Rejected records that are loaded again.
@Suite struct ReplayTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private static let mapping = """
        name: desk
        kind: tickets
        fields:
          ticket_id: Number
          created_at: Opened
          status: {column: State, values: {Waiting: pending}}
          subject: Title
        """
    /// Line 3 has a word, line 4 a time, line 6 a shape that nobody knows; line 5 goes on on the next.
    private static let file = #"""
        Number,Opened,State,Title
        T1,2026-01-05T09:00:00Z,open,one
        T2,2026-01-06T09:00:00Z,Parked,"two, ""2"""
        T3,05/01/26,open,three
        T4,2026-01-07T09:00:00,Waiting,"fo
        ur"
        T5,2026-01-08T09:00:00Z
        """#

    private func load(_ text: String = Self.file, by mapping: String = Self.mapping) throws -> LoadSummary {
        try dock.load("tickets", text) {
            $0.mapping = try Mapping(yaml: mapping, file: "desk.yaml")
            $0.source = "desk"
            $0.zone = "Asia/Kolkata"
        }
    }

    @discardableResult
    private func replay(
        _ load: Int, by mapping: String? = Self.mapping, isDryRun: Bool = false
    ) throws -> LoadSummary {
        let replay = try Replay(of: load, over: dock.connection)
        var request = replay.request
        request.mapping = try mapping.map { try Mapping(yaml: $0, file: "desk.yaml") }
        request.isDryRun = isDryRun
        let summary = try Load(
            request, replaying: replay, on: dock.connection, now: dock.now, runID: UUID().uuidString
        ).run()
        #expect(summary.isAccountedFor)
        return summary
    }

    private func waiting() throws -> [String] {
        try RejectedLoad.all(over: dock.connection).map { load in
            let rules = load.rejectedByRule.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            return "\(load.load): \(load.rejected) = \(rules.joined(separator: " + "))"
        }
    }

    private func rejections(of load: Int) throws -> [String] {
        try dock.rows("select line, column_name, rule from ops.rejection where load_id = \(load) order by ordinal")
    }

    private static let mended = mapping.replacing("Waiting: pending", with: "Waiting: pending, Parked: hold")

    @Test func whatIsGoodNowLeavesTheListAndTheRestKeepsItsLines() throws {
        let first = try load()
        #expect(first.counts == "5 read, 2 loaded, 3 rejected, 2 unattributed")
        #expect(try waiting() == ["1: 3 = 1 bad_timestamp + 1 too_few_cells + 1 unknown_word"])

        let again = try replay(1, by: Self.mended)
        #expect(again.replayOf == 1)
        #expect(again.counts == "3 read, 1 loaded, 2 rejected, 1 unattributed")
        #expect(try waiting() == ["2: 2 = 1 bad_timestamp + 1 too_few_cells"])
        #expect(try rejections(of: 2) == ["4,Opened,bad_timestamp", "7,,too_few_cells"])
        #expect(
            try dock.number(
                "select count(*) from core.ticket_text where ticket_id = 'T2' and subject = 'two, \"2\"'") == 1)
        #expect(
            try dock.rows(
                "select kind, source, zone, observed_at, replay_of, read_count from ops.load where load_id = 2")
                == ["tickets,desk,Asia/Kolkata,\"2026-03-01 00:00:00+00\",1,3"])

        let formats = Self.mended.replacing(
            "created_at: Opened", with: "created_at: {column: Opened, type: timestamp, formats: [dd/MM/yy]}")
        #expect(try replay(2, by: formats).counts == "2 read, 1 loaded, 1 rejected, 1 unattributed")
        #expect(try rejections(of: 3) == ["7,,too_few_cells"])
        #expect(try dock.number("select count(*) from core.ticket") == 4)
    }

    /// Several records may stand on one line.
    @Test(arguments: [
        #"[{"Number":"T1","State":"open"},{"Number":"T2","State":"Parked","Title":"two"},{"Number":"T3","State":"odd"}]"#,
        #"{"tickets":[{"Number":"T1","State":"open"},{"Number":"T2","State":"Parked","Title":"two"},{"Number":"T3","State":"odd"}]}"#,
    ])
    func recordsOfJSON(_ text: String) throws {
        #expect(try load(text).counts == "3 read, 1 loaded, 2 rejected, 1 unattributed, 1 undated")
        #expect(try replay(1, by: Self.mended).counts == "2 read, 1 loaded, 1 rejected, 1 unattributed, 1 undated")
        #expect(try rejections(of: 2) == ["1,State,unknown_word"])
        #expect(
            try dock.number("select count(*) from core.ticket_text where ticket_id = 'T2' and subject = 'two'") == 1)
    }

    @Test func theOriginalZoneAndInstantHold() throws {
        _ = try load("Number,Opened,State,Title\nT1,2026-01-05T09:00:00,Parked,one\nT2,,open,\n")
        try replay(1, by: Self.mended)
        // Nine in Kolkata, whatever zone the mended mapping has.
        #expect(
            try dock.rows("select created_at, observed_at from core.ticket where ticket_id = 'T1'") == [
                "\"2026-01-05 03:30:00+00\",\"2026-03-01 00:00:00+00\""
            ])
    }

    @Test func whatIsNewerIsNotOverwritten() throws {
        _ = try load("Number,Opened,State,Title\nT1,,Parked,old\nT2,,open,\n")
        try dock.load("tickets", "ticket_id,status,subject\nT1,solved,new\n", at: "2026-03-05") { $0.source = "desk" }
        #expect(try replay(1, by: Self.mended).stale == 1)
        #expect(try dock.rows("select status from core.ticket where ticket_id = 'T1'") == ["solved"])
        #expect(try waiting() == [])
    }

    @Test func whereNothingIsGoodNothingChanges() throws {
        _ = try load()
        let before = try dock.rows("select * from ops.load")
        #expect(throws: Refusal.self) { try replay(1) }
        #expect(try dock.rows("select * from ops.load") == before)
        #expect(try rejections(of: 1).count == 3)
        #expect(try waiting().count == 1)
    }

    @Test func aSecondTimeThereIsNothingToReplay() throws {
        _ = try load()
        try replay(1, by: Self.mended)
        let failure = try #require(throws: Failure.self) { try replay(1, by: Self.mended) }
        #expect(failure.kind == .data)
        #expect(failure.remedy?.contains("rejects replay 2") == true)
        #expect(throws: Failure.self) { try replay(9) }
    }

    @Test func aDryRunLeavesEverything() throws {
        _ = try load()
        #expect(try replay(1, by: Self.mended, isDryRun: true).loaded == 1)
        #expect(try waiting().count == 1)
        #expect(try dock.number("select count(*) from core.ticket") == 2)
    }

    @Test func whatTheMappingLeavesOutNowIsDoneWith() throws {
        _ = try load("Number,Opened,State,Title\nT1,,Parked,\nT2,,open,\n")
        #expect(try replay(1, by: Self.mapping + "\nonly: {State: open}\n").counts == "1 filtered")
        #expect(try waiting() == [])
    }

    @Test func theFileLoadedAgainDoesAwayWithWhatWaited() throws {
        let path = try dock.file("ticket_id,status\nT1,odd\nT2,open\n".utf8)
        try dock.load("tickets", path: path)
        try Data("ticket_id,status\nT1,open\nT2,open\n".utf8).write(to: URL(filePath: path))
        #expect(try waiting().count == 1)
        try dock.load("tickets", path: path, at: "2026-03-02")
        #expect(try waiting() == [])
    }

    @Test func aLaterDeliveryOfEverythingDoesAwayWithWhatWaited() throws {
        for (status, day) in [("odd", "2026-03-01"), ("open", "2026-03-02")] {
            try dock.load("tickets", "ticket_id,status\nT1,\(status)\nT2,open\n", at: day) { $0.isComplete = true }
            #expect(try waiting().count == (status == "odd" ? 1 : 0))
        }
    }

    @Test func aReplaySaysNothingAboutWhatIsMissing() throws {
        let mapping = try Mapping(yaml: Self.mended, file: "desk.yaml")
        try dock.load("tickets", "Number,State\nT1,Unknown\nT2,open\n") {
            $0.isComplete = true
            $0.mapping = mapping
        }
        let replay = try Replay(of: 1, over: dock.connection)
        var request = replay.request
        request.mapping = try Mapping(yaml: Self.mapping.replacing("Waiting", with: "Unknown"), file: "desk.yaml")
        let summary = try Load(request, replaying: replay, on: dock.connection, now: dock.now, runID: UUID().uuidString)
            .run()
        #expect(summary.counts == "1 read, 1 loaded, 1 unattributed, 1 undated")
        #expect(try dock.rows("select is_complete, complete_at from ops.source") == ["t,-infinity"])
    }

    @Test func aRefusedFileIsToBeLoadedAgain() throws {
        _ = try dock.refusal("tickets", "ticket_id,status\nT1,odd\n")
        let refused = try #require(try RejectedLoad.all(over: dock.connection).first)
        #expect(refused.isRefused)
        let failure = try #require(throws: Failure.self) { try replay(refused.load, by: nil) }
        #expect(failure.kind == .data)
        #expect(failure.remedy?.contains("earshot load tickets") == true)
    }

    @Test func rowsOfAHistoryAreToBeLoadedWithTheOthers() throws {
        try dock.load(
            "segments", "customer_id,segment,valid_from\nC1,small,\nC1,large,soon\nC2,large,2026-01-01\n")
        let refusal = try #require(throws: Refusal.self) { try replay(1, by: nil) }
        #expect(refusal.next?.contains("earshot load segments") == true)
        #expect(try dock.number("select count(*) from core.membership") == 2)
    }

    @Test func aRecordThatIsTooLongStaysRejected() throws {
        let long = String(repeating: "x", count: 9 << 20)
        try dock.load("tickets", "ticket_id,status,subject\nT1,open,\(long)\nT2,odd,\nT3,open,\n")
        // Which bytes are kept of it decides nothing, and eight million are many to read back.
        try dock.connection.execute("update ops.rejection set record = substr(record, 1, 100)")
        let mapping =
            "name: m\nkind: tickets\nfields: {ticket_id: ticket_id, status: {column: status, values: {odd: open}}}"
        #expect(try replay(1, by: mapping).counts == "2 read, 1 loaded, 1 rejected, 1 unattributed, 1 undated")
        #expect(try rejections(of: 2) == ["2,,record_too_long"])
    }

    @Test(arguments: [";", "\t", "|"])
    func otherDelimitersAreKept(_ delimiter: String) throws {
        let mapping = Self.mapping + "\ndelimiter: \"\(delimiter == "\t" ? "\\t" : delimiter)\""
        _ = try load(
            "\u{feff}Number,Opened,State,Title\r\nT1,,Parked,\"a,b;c|d\te\"\r\nT2,,open,\r\n".split(
                separator: "\"", omittingEmptySubsequences: false
            ).enumerated().map { $0 == 1 ? String($1) : String($1).replacing(",", with: delimiter) }.joined(
                separator: "\""),
            by: mapping)
        // The mended mapping leaves the delimiter to the ledger.
        #expect(try replay(1, by: Self.mended).loaded == 1)
        #expect(
            try dock.connection.rows("select subject from core.ticket_text where ticket_id = 'T1'")[0]["subject"]
                as String == "a,b;c|d\te")
    }

    /// Every refusal fixture: reading its rejected records by themselves comes to the same rules, on the same lines.
    @Test(arguments: replayed)
    func readingThemAgainComesToTheSame(_ fixture: RefusalFixture) throws {
        let bad = try fixture.expected().filter { !$0.hasSuffix(",good") }
        try dock.load(fixture.kind, path: fixture.path) { try fixture.prepare(&$0, rejecting: bad.count) }
        let refusal = try #require(throws: Refusal.self) { try replay(1, by: nil) }
        #expect(refusal.sample.isEmpty ? refusal.reason.contains("valid_from") : refusal.rejected == bad.count)
        if !refusal.sample.isEmpty {
            let lines = bad.compactMap { Int($0.prefix { $0 != "," }) }
            #expect(refusal.sample.map(\.line) == lines)
        }
    }

    @Test func eventsOfACalendarAreToBeLoadedWithTheirZones() throws {
        let fixture = try #require(RefusalFixture.all.first { $0.path.hasSuffix(".ics") })
        try dock.setCalendarSettings()
        try dock.load(fixture.kind, path: fixture.path) { try fixture.prepare(&$0, rejecting: 1_000) }
        let failure = try #require(throws: Failure.self) { try replay(1, by: nil) }
        #expect(failure.remedy?.contains("earshot load") == true)
    }

    @Test func theRecordsCanBeWrittenAsTheyStood() throws {
        _ = try load()
        let folder = FileManager.default.temporaryDirectory.appending(path: "earshot-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: folder) }
        try KeptRejection.write(1, to: folder.path, over: dock.connection)
        #expect(
            try String(contentsOf: folder, encoding: .utf8) == #"""
                Number,Opened,State,Title
                T2,2026-01-06T09:00:00Z,Parked,"two, ""2"""
                T3,05/01/26,open,three
                T5,2026-01-08T09:00:00Z

                """#)
        let failure = try #require(throws: Failure.self) {
            try KeptRejection.write(1, to: folder.path, over: dock.connection)
        }
        #expect(failure.kind == .cannotCreate)
    }
}

/// Refusal fixtures whose records stand alone: all, or in the short run every third.
private let replayed: [RefusalFixture] = {
    let fixtures = RefusalFixture.all.filter { !$0.path.hasSuffix(".ics") }
    return Torture.isOn ? fixtures : stride(from: 0, to: fixtures.count, by: 3).map { fixtures[$0] }
}()
