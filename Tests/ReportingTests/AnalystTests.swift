import Foundation
import Intake
import Postgres
import Testing

@testable import Reporting

/// What analysts find in `mart`: a manual of its own, records without persons, and no single leaders.
@Suite struct AnalystTests {
    @Test func everythingInMartIsExplained() throws {
        let log = try FigureLog()
        #expect(try Self.unexplained(log.connection) == [])
        try log.connection.execute("create view mart.later as select 1 as novelty")
        #expect(try Self.unexplained(log.connection) == ["mart.later", "mart.later.novelty"])
    }

    @Test func noViewShowsANameAnAddressOrAWord() throws {
        let company = try Self.company()
        try company.connection.execute("set role earshot_analyst")
        var rows = 0
        for relation in try Self.relations(company.connection) {
            let found = try company.connection.rows(
                SQL(text: "select to_jsonb(record)::text as content from \(relation) as record"))
            for content: String in try found.map({ try $0["content"] }) {
                #expect(!content.lowercased().contains("planted"), "\(relation)")
            }
            if ["ticket", "interview", "meeting", "feedback", "action", "customer", "item"].contains(where: {
                relation == "mart.\($0)"
            }) {
                #expect(!found.isEmpty, "\(relation)")
                rows += found.count
            }
        }
        #expect(rows > 10)
    }

    @Test func leadersAreForExportOnly() throws {
        let company = try Self.company()
        let calls: SQL = "select count(*) as calls from mart.outreach_call"
        for (role, count) in [("earshot_analyst", 0), ("earshot_exporter", 1), ("earshot_loader", 1)] {
            try company.connection.execute("set role \(Identifier(role))")
            #expect(try company.connection.rows(calls)[0]["calls"] == count, "\(role)")
        }
    }

    /// Two of each, one of them of nobody known, with marked names, addresses and words.
    static func company() throws -> Company {
        try stage.get().company()
    }

    private static let stage = Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (kind, text) in files {
            try text.write(to: folder.appendingPathComponent("\(kind).csv"), atomically: true, encoding: .utf8)
        }
        let company = try Company(folder: folder.path, settings: ["leader_interviews": "3"])
        try company.compute(week)
        return Stage(company)
    }

    static let week = Week(containing: CalendarDate("2026-03-02") ?? CalendarDate(daysSinceUnixEpoch: 0))

    /// Relations of `mart` and their columns that have no comment.
    private static func unexplained(_ connection: Connection) throws -> [String] {
        let rows = try connection.rows(
            """
            select concat_ws('.', relation.oid::regclass::text, attribute.attname) as name
            from pg_class as relation
            join pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum > 0
            where relation.relnamespace = 'mart'::regnamespace
              and relation.relkind in ('r', 'v')
              and not attribute.attisdropped
              and coalesce(col_description(relation.oid, attribute.attnum), '') = ''
            union all
            select relation.oid::regclass::text
            from pg_class as relation
            where relation.relnamespace = 'mart'::regnamespace
              and relation.relkind in ('r', 'v')
              and coalesce(obj_description(relation.oid, 'pg_class'), '') = ''
            union all
            select routine.oid::regprocedure::text
            from pg_proc as routine
            where routine.pronamespace = 'mart'::regnamespace
              and coalesce(obj_description(routine.oid, 'pg_proc'), '') = ''
            order by name
            """)
        return try rows.map { try $0["name"] }
    }

    static func relations(_ connection: Connection) throws -> [String] {
        try connection.rows(
            """
            select format('%I.%I', schemaname, name) as name
            from (
                select schemaname, viewname as name from pg_views
                union all
                select schemaname, tablename from pg_tables
            ) as relation
            where schemaname = 'mart'
            """
        ).map { try $0["name"] }
    }

    private static let files = [
        "people": """
        email,name,aliases,department,title,is_leader,valid_from
        ann@planted.example,Ann Planted,planted-ann,Product,Planted,true,2025-01-01
        bob@planted.example,Bob Planted,,Support,Planted,false,2025-01-01

        """,
        "customers": """
        customer_id,name,aliases,emails,email_domains,annual_value,currency,country
        c1,Planted One,planted-alias,x@planted-one.example,planted-one.example,100,EUR,DE
        c2,Planted Two,,y@planted-two.example,planted-two.example,200,EUR,FR
        c3,=planted(),,,,,,

        """,
        "segments": """
        customer_id,scheme,segment,valid_from
        c1,,big,2025-01-01
        c2,,small,2025-01-01
        c3,,small,2025-01-01
        c1,region,north,2025-01-01

        """,
        "interviews": """
        interview_id,customer,occurred_at,duration_minutes,kind,participants,themes,title,notes
        i1,c1,2026-03-03T10:00:00Z,30,interview,ann@planted.example;bob@planted.example,speed,Planted,Planted
        i2,z@planted-nobody.example,2026-03-04T10:00:00Z,30,call,planted@planted.example,price,Planted,Planted

        """,
        "meetings": """
        meeting_id,held_at,series,invited,attendees,customer,guest_minutes
        m1,2026-03-02T10:00:00Z,weekly planted,ann@planted.example,ann@planted.example,c2,30
        m2,2026-03-05T10:00:00Z,weekly planted,ann@planted.example,ann@planted.example,planted-nobody,30

        """,
        "tickets": """
        ticket_id,customer,created_at,first_response_at,status,assignee,themes,subject,description
        t1,x@planted-one.example,2026-03-02T10:00:00Z,2026-03-02T12:00:00Z,open,bob@planted.example,speed,Planted,Planted
        t2,w@planted-nobody.example,2026-03-03T10:00:00Z,,open,planted@planted.example,,Planted,Planted
        t3,c3,2026-03-01T23:59:59Z,,spam,,,Planted,Planted
        t4,c3,2026-03-08T23:59:59Z,,,,,Planted,Planted

        """,
        "feedback": """
        feedback_id,customer,received_at,channel,score,text
        f1,c1,2026-03-02T10:00:00Z,form,7,Planted
        f2,planted-nobody,2026-03-03T10:00:00Z,form,8,Planted

        """,
        "actions": """
        item_kind,item_id,action_id,acted_at,action_kind,told_at,title
        ticket,t1,a1,2026-03-04T10:00:00Z,shipped,2026-03-05T10:00:00Z,Planted
        ticket,t1,a2,2026-03-05T10:00:00Z,process,,Planted

        """,
    ]
}
