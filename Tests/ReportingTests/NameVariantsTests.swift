import Postgres
import Testing

@testable import Reporting

/// Names that differ in case only, and the line that unifies them.
struct NameVariantsTests {
    private let inbox: Inbox

    init() throws {
        inbox = try Inbox()
    }

    @Test func areGroupedWithTheMostFrequentSpellingFirst() throws {
        try inbox.load(
            "tickets",
            """
            ticket_id,department,themes
            1,Support,Été
            2,support,été;price
            3,Support,price
            4,R&D,Price Up
            5,r&d,price up
            6,Sup port,
            """, on: "2026-03-02")
        try inbox.load("segments", "customer_id,segment\na,SMB\nb,smb\nc,smb\n", on: "2026-03-02")
        let variants = try NameVariants.all(inbox.connection)
        let written = variants.map { variant in
            "\(variant.kind.rawValue): " + variant.spellings.map { "\($0.name) \($0.count)" }.joined(separator: " / ")
        }
        #expect(
            written == [
                "departments: Support 2 / support 1", "departments: R&D 1 / r&d 1", "segments: smb 2 / SMB 1",
                "themes: Price Up 1 / price up 1", "themes: Été 1 / été 1",
            ])
        #expect(
            NameVariants.configurationLine(for: variants)
                == "names: {departments: {support: Support, r&d: R&D}, segments: {smb: smb}, "
                + "themes: {price up: Price Up, été: Été}}")
    }

    @Test func areQuotedWhereYAMLWouldReadThemOtherwise() throws {
        try inbox.load(
            "tickets",
            "ticket_id,department\n1,\"A: \"\"b\"\", {c}\"\n2,\"a: \"\"b\"\", {c}\"\n3,NO\n4,no\n5,1st\n6,1ST\n",
            on: "2026-03-02")
        #expect(
            NameVariants.configurationLine(for: try NameVariants.all(inbox.connection))
                == #"names: {departments: {"1st": "1ST", "a: \"b\", {c}": "A: \"b\", {c}", "no": "NO"}}"#)
    }

    @Test func areNoneWhereNamesDifferOtherwise() throws {
        try inbox.load("tickets", "ticket_id,department\n1,Support\n2,Sup port\n3,Suppórt\n", on: "2026-03-02")
        #expect(try NameVariants.all(inbox.connection) == [])
    }
}
