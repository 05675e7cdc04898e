extension Kind {
    /// What was done about items.
    static let actions = Kind(
        "actions",
        columns: [
            Column("item_kind", .word(["ticket", "interview", "feedback"]), isRequired: true),
            Column("item_id", .name, isRequired: true, of: .identifier),
            Column("item_source", .name),
            Column("acted_at", .timestamp, isRequired: true, timing: .event),
            Column("action_kind", .word(["shipped", "process", "declined"])),
            Column("action_id", .name, of: .identifier),
            Column("department", .name, spelling: .department),
            Column("title", .words),
            Column("told_at", .timestamp, timing: .event),
            Column("updated_at", .timestamp, timing: .event),
        ],
        staged: [
            StagedColumn("item_kind"),
            StagedColumn("item_id"),
            StagedColumn("item_source"),
            StagedColumn("acted_at"),
            StagedColumn("action_kind"),
            StagedColumn("action_id"),
            StagedColumn("department"),
            StagedColumn("title"),
            StagedColumn("told_at"),
            StagedColumn("updated_at"),
            StagedColumn("extra", .extra),
        ])
}
