import Foundation
import Intake
import Testing

/// Records that break a rule: each is named with its line, column and rule, and the others load.
@Suite struct RejectionTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
        try dock.setCalendarSettings()
    }

    @Test(arguments: RefusalFixture.all)
    func everyBadRecordIsNamedAndTheOthersLoadUnlessTheyAreTooMany(_ fixture: RefusalFixture) throws {
        let expected = try fixture.expected()
        let bad = expected.filter { !$0.hasSuffix(",good") }
        func rejections() throws -> [String] {
            try dock.rows(
                """
                select line, column_name, rule from ops.rejection
                where load_id = (select max(load_id) from ops.load) order by ordinal
                """)
        }
        let refusal = try dock.refusal(fixture.kind, path: fixture.path) {
            try fixture.prepare(&$0, rejecting: bad.count - 1)
        }
        #expect(refusal.rejected == bad.count)
        #expect(try rejections() == bad)
        #expect(try dock.number("select count(*) from core.person_ref") == 0)

        let summary = try dock.load(fixture.kind, path: fixture.path) {
            try fixture.prepare(&$0, rejecting: bad.count)
        }
        #expect(summary.read == expected.count)
        #expect(summary.loaded == expected.count - bad.count)
        #expect(summary.rejectedByRule.values.reduce(0, +) == bad.count)
        #expect(try rejections() == bad)
    }

    @Test func everyRuleHasAFixture() throws {
        let records = try RefusalFixture.all.map { try $0.expected() }.joined()
        let rules = Set(records.compactMap { $0.split(separator: ",").last.map(String.init) })
        // A record of more than 8 MiB is made by its own test; the others are of files without any record.
        let known = Set(Rejection.Rule.allCases.map(\.rawValue))
            .subtracting(["record_too_long", "missing_array", "not_a_calendar"])
        #expect(rules == known.union(["good"]))
    }

    @Test func everyKindHasAFixture() {
        #expect(Set(RefusalFixture.all.map(\.kind)) == Set(Kind.all.map(\.name)))
    }

    @Test func theBytesOfARejectedRecordAreKept() throws {
        let path = try dock.file(Array("ticket_id,status\nT1,open\nT2,\"o\ndd\"\r\n".utf8) + [0x54, 0xff, 0x2c, 0x0a])
        try dock.load("tickets", path: path)
        #expect(
            try dock.rows("select line, encode(record, 'hex') from ops.rejection order by line") == [
                "3,54322c226f0a646422", "5,54ff2c",
            ])
    }

    @Test func aColumnIsNamedAsTheFileNamesIt() throws {
        let mapping = try Mapping(
            yaml:
                "name: m\nkind: segments\nfields: {customer_id: id, segment: tier, valid_from: since, valid_to: until}",
            file: "m.yaml")
        try dock.load(
            "segments",
            """
            id,tier,since,until
            C1,a,2025-01-01,2024-01-01
            C2,a,2025-01-01,
            C2,b,2026-01-01,
            C3,a,soon,
            C4,a,,
            """
        ) { $0.mapping = mapping }
        #expect(
            try dock.rows("select line, column_name, rule from ops.rejection order by line") == [
                "2,until,ends_before_it_starts", "3,since,history_overlaps", "4,since,history_overlaps",
                "5,since,bad_timestamp",
            ])
    }

    @Test func aRecordOfNineMebibytesIsRejectedAndReadingGoesOn() throws {
        let long = Array(repeating: UInt8(ascii: "x"), count: 9 << 20)
        let path = try dock.file(Array("ticket_id,subject\nT1,a\nT2,\"".utf8) + long + Array("\"\nT3,b\n".utf8))
        let summary = try dock.load("tickets", path: path)
        #expect(summary.counts == "3 read, 2 loaded, 1 rejected, 2 unattributed, 2 undated")
        #expect(
            try dock.rows("select line, column_name, rule, octet_length(record) <= 8388608 from ops.rejection") == [
                "3,,record_too_long,t"
            ])
    }

    @Test func aRecordOfSevenMebibytesLoads() throws {
        let long = Array(repeating: UInt8(ascii: "x"), count: 7 << 20)
        try dock.load("tickets", path: dock.file(Array("ticket_id,subject\nT1,".utf8) + long))
        #expect(try dock.number("select length(subject) from core.ticket_text") == 7 << 20)
    }

    @Test func theLongestNamesFitTheirKeys() throws {
        // Digests, or the server would compress them.
        let words = try dock.rows(
            """
            select substr(string_agg(md5((place * 7 + word)::text), ''), 1, 800)
            from generate_series(1, 3) as word, generate_series(1, 25) as place group by word
            """)
        let text =
            "item_kind,item_id,item_source,action_id,acted_at\ninterview,\(words[0]),\(words[1]),\(words[2]),2026-01-01\n"
        #expect(try dock.load("actions", text).loaded == 1)
        try dock.load("customers", "customer_id,aliases,emails\n\(words[0]),\(words[1]),\(words[2])\n")
        #expect(
            try dock.load("feedback", "feedback_id,received_at,customer\n\(words[1]),2026-01-01,\(words[1])\n")
                .unattributed == 0)
    }
}
