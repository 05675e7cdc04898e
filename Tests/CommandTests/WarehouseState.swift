import Postgres

/// What a database holds, as digests to be compared.
struct WarehouseState: Equatable {
    /// Of every cell of every table.
    let exact: String
    /// Of what was loaded and computed, without the numbers that a load rolled back has used up and the clock's readings.
    let content: String

    init(_ connection: Connection) throws {
        let tables = try connection.rows(
            """
            select table_schema, table_name from information_schema.tables
            where table_schema in ('core', 'ops', 'mart') and table_type = 'BASE TABLE' and table_name <> 'migration'
            """)
        let names = try tables.map { Identifier(try $0["table_schema"], try $0["table_name"]) }
        exact = try Self.digest(connection, names, leavingOut: [])
        content = try Self.digest(connection, names, leavingOut: Self.incidental)
    }

    private static let incidental = [
        "load_id", "run_id", "record_number", "held", "behind", "started_at", "finished_at", "computed_at",
        "valid_from",
        "customer_ref_id", "assignee_ref_id", "participant_ref_ids", "invited_ref_ids", "attendee_ref_ids", "person_id",
        "person_ref_id",
    ]

    /// A digest of the tables' rows, and of which customer each ticket belongs to.
    private static func digest(
        _ connection: Connection, _ tables: [Identifier], leavingOut columns: [String]
    ) throws -> String {
        var selects: [SQL] = tables.map { table in
            "select \(table.quoted) || (to_jsonb(one) - \(columns)::text[])::text as line from \(table) as one"
        }
        selects.append(
            """
            select concat_ws(' ', ticket.source, ticket.ticket_id, known.ref, known.customer_id, known.rule)
            from core.ticket as ticket
            left join core.customer_ref as known on known.customer_ref_id = ticket.customer_ref_id
            """)
        let lines = SQL.joined(selects, separator: " union all ")
        return try connection.rows(
            "select md5(string_agg(md5(line), '' order by md5(line))) as digest from (\(lines)) as one")[0]["digest"]
    }
}
