import Foundation
import Postgres
import Reporting
import Testing

/// Names that the configuration does not mention.
struct UnmappedNameTests {
    private let inbox: Inbox

    init() throws {
        inbox = try Inbox()
    }

    private func names(_ spellings: [UnmappedName.Kind: [String: String]]) throws -> [String] {
        try Standing(inbox.connection, spellings: spellings, now: Timestamp(microsecondsSinceUnixEpoch: 0))
            .unmappedNames
            .map { name in
                let written = name.spellings.map { "\($0.name) \($0.count)" }.joined(separator: " / ")
                return "\(name.kind): \(written)" + (name.resembles.map { " like \($0)" } ?? "")
            }
    }

    @Test func areShownTogetherWhereCaseBlanksOrAccentsDifferAlone() throws {
        try inbox.load(
            "tickets",
            """
            ticket_id,department,themes
            1,Support,Zahlung
            2,support,zahlung;Été
            3,Sup port,ete
            4,Ops,Export
            5,R&D,
            6,Support,
            """, on: "2026-03-02")
        #expect(
            try names([.departments: ["r&d": "Engineering"], .themes: ["billing": "Zahlung"]]) == [
                "departments: Support 2 / Sup port 1 / support 1", "departments: Ops 1",
                "themes: ete 1 / Été 1", "themes: Export 1", "themes: zahlung 1 like Zahlung",
            ])
    }

    @Test func areNotAskedForWithoutASection() throws {
        try inbox.load("tickets", "ticket_id,department\n1,Support\n", on: "2026-03-02")
        #expect(try names([:]) == [])
        #expect(try names([.themes: [:]]) == [])
        #expect(try names([.departments: [:]]) == ["departments: Support 1"])
    }

    @Test func ofSegmentsAreThoseOfMemberships() throws {
        try inbox.load("segments", "customer_id,segment\na,SMB\nb,smb\nc,Enterprise\n", on: "2026-03-02")
        #expect(
            try names([.segments: ["large": "Enterprise"]]) == ["segments: SMB 1 / smb 1"])
    }
}
