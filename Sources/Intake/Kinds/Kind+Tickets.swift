extension Kind {
    /// Support tickets.
    static let tickets = Kind(
        "tickets",
        columns: [
            Column("ticket_id", .name, isRequired: true, of: .identifier),
            Column("customer", .name, of: .customer),
            Column("created_at", .timestamp, timing: .event),
            Column("first_response_at", .timestamp, timing: .event),
            Column("solved_at", .timestamp, timing: .event),
            Column("updated_at", .timestamp, timing: .event),
            Column(
                "status", .word(["new", "open", "pending", "hold", "solved", "closed", "spam", "deleted", "merged"])),
            Column("priority", .name),
            Column("channel", .name),
            Column("department", .name, spelling: .department),
            Column("assignee", .name, of: .reference),
            Column("themes", .list, spelling: .theme),
            Column("subject", .words),
            Column("description", .words),
            Column("csat", .word(["good", "bad"])),
        ],
        staged: [
            StagedColumn("ticket_id"),
            StagedColumn("customer"),
            StagedColumn("customer_host", .host(of: "customer")),
            StagedColumn("created_at"),
            StagedColumn("first_response_at"),
            StagedColumn("solved_at"),
            StagedColumn("updated_at"),
            StagedColumn("status"),
            StagedColumn("priority"),
            StagedColumn("channel"),
            StagedColumn("department"),
            StagedColumn("assignee"),
            StagedColumn("themes"),
            StagedColumn("subject"),
            StagedColumn("description"),
            StagedColumn("csat"),
            StagedColumn("extra", .extra),
        ])
}
