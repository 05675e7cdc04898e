import Foundation
import Intake
import Postgres
import Testing
import Warehouse

@testable import Reporting

/// That loading, computing and publishing need no more rights than their roles have.
@Suite struct LoaderRoleTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private let week = Week("2026-W10")

    @Test func loadsComputesAndPublishesEverything() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let week = try #require(week)
        try write(Self.first)
        let company = try Company(folder: folder, settings: ["leader_interviews": "1"], role: "earshot_loader")
        #expect(try company.compute(week).changedRows > 0)
        let bundle = Reporting.Bundle(company.connection, directory: "\(folder)/bundle")
        #expect(try bundle.publish(week, now: Company.now).edition == 1)

        try write(Self.second)
        for kind in Kind.all { try company.load(kind, "\(folder)/\(kind.name).csv", completeAt: Company.now) }
        #expect(try company.compute(week).revisedRows > 0)
        try company.connection.execute("set role earshot_exporter")
        #expect(try bundle.publish(week, now: Company.now).edition == 2)
    }

    private func write(_ files: [String: String]) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (kind, text) in files {
            try text.write(toFile: "\(folder)/\(kind).csv", atomically: true, encoding: .utf8)
        }
    }

    /// Two of each kind, with whole histories.
    private static let first = [
        "people": """
        email,name,department,is_leader,valid_from
        ann@us.example,Ann,Product,true,2025-01-01
        bob@us.example,Bob,Support,false,2025-01-01

        """,
        "customers": """
        customer_id,name,emails,email_domains,annual_value,currency
        c1,One,x@one.example,one.example,100,EUR
        c2,Two,y@two.example,two.example,200,EUR

        """,
        "segments": """
        customer_id,scheme,segment,valid_from
        c1,,big,2025-01-01
        c2,,small,2025-01-01

        """,
        "interviews": """
        interview_id,customer,occurred_at,duration_minutes,participants,themes,notes
        i1,c1,2026-03-03T10:00:00Z,30,ann@us.example,speed,Words
        i2,c2,2026-03-04T10:00:00Z,30,bob@us.example,price,Words

        """,
        "meetings": """
        meeting_id,held_at,invited,attendees,customer,guest_minutes
        m1,2026-03-02T10:00:00Z,ann@us.example,ann@us.example,c1,30
        m2,2026-03-05T10:00:00Z,ann@us.example,ann@us.example,c2,30

        """,
        "tickets": """
        ticket_id,customer,created_at,status,assignee,subject
        t1,x@one.example,2026-03-02T10:00:00Z,open,bob@us.example,Words
        t2,two.example,2026-03-03T10:00:00Z,open,bob@us.example,Words

        """,
        "feedback": """
        feedback_id,customer,received_at,score,text
        f1,c1,2026-03-02T10:00:00Z,7,Words
        f2,c2,2026-03-03T10:00:00Z,8,Words

        """,
        "actions": """
        item_kind,item_id,action_id,acted_at,title
        ticket,t1,a1,2026-03-04T10:00:00Z,Words
        feedback,f1,a2,2026-03-05T10:00:00Z,Words

        """,
    ]

    /// The first of each, changed and without words; as they are now. The second is absent.
    private static let second = [
        "people": """
        email,name,department,is_leader
        ann@us.example,Ann,Sales,true

        """,
        "customers": """
        customer_id,name,emails,email_domains,annual_value,currency
        c1,One,z@one.example,one.example,150,EUR

        """,
        "segments": """
        customer_id,scheme,segment
        c1,,huge

        """,
        "interviews": """
        interview_id,customer,occurred_at,duration_minutes,participants,themes,notes
        i1,c1,2026-03-03T11:00:00Z,30,ann@us.example,price,

        """,
        "meetings": """
        meeting_id,held_at,invited,attendees,customer,guest_minutes
        m1,2026-03-02T11:00:00Z,ann@us.example,ann@us.example,c1,45

        """,
        "tickets": """
        ticket_id,customer,created_at,solved_at,status,assignee,subject
        t1,c1,2026-03-02T10:00:00Z,2026-03-03T10:00:00Z,solved,ann@us.example,

        """,
        "feedback": """
        feedback_id,customer,received_at,score,text
        f1,c1,2026-03-02T10:00:00Z,9,

        """,
        "actions": """
        item_kind,item_id,action_id,acted_at,title
        ticket,t1,a1,2026-03-05T10:00:00Z,

        """,
    ]
}
