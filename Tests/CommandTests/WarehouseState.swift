import Postgres

/// What a database holds, as digests to be compared.
struct WarehouseState: Equatable {
    /// Of every cell of every table.
    let exact: String
    /// Of what was loaded and computed, without numbers that a load which was rolled back uses up and without the clock's readings.
    let content: String

    init(_ connection: Connection) throws {
        exact = try Self.digest(connection, leavingOut: [])
        content = try Self.digest(connection, leavingOut: Self.incidental)
    }

    private static let incidental = [
        "load_id", "run_id", "started_at", "finished_at", "computed_at", "valid_from", "customer_ref_id", "assignee_ref_id",
        "participant_ref_ids", "invited_ref_ids", "attendee_ref_ids", "person_id", "person_ref_id",
    ]

    /// A digest of the tables' rows, and of which customer each ticket belongs to.
    private static func digest(_ connection: Connection, leavingOut columns: [String]) throws -> String {
        let tables = try connection.rows(
            """
            select table_schema, table_name from information_schema.tables
            where table_schema in ('core', 'ops', 'mart') and table_type = 'BASE TABLE' and table_name <> 'migration'
            order by table_schema, table_name
            """)
        var selects: [SQL] = try tables.map { row in
            let table = Identifier(try row["table_schema"], try row["table_name"])
            return "select \(table.quoted) || (to_jsonb(one) - \(columns)::text[])::text as line from \(table) as one"
        }
        selects.append(
            """
            select concat_ws(' ', ticket.source, ticket.ticket_id, known.ref, known.customer_id, known.rule)
            from core.ticket as ticket
            left join core.customer_ref as known on known.customer_ref_id = ticket.customer_ref_id
            """)
        let digests = try selects.map { select in
            let rows = try connection.rows("select md5(string_agg(line, ' ' order by line)) as digest from (\(select)) as one (line)")
            return try rows[0].value("digest", as: String?.self) ?? ""
        }
        return digests.joined(separator: " ")
    }
}
