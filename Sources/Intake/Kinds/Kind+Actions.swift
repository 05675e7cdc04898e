extension Kind {
    /// What was done about items.
    static let actions = Kind(
        "actions",
        columns: [
            Column("item_kind", .word(["ticket", "interview", "feedback"]), isRequired: true),
            Column("item_id", .name, isRequired: true, of: .identifier),
            Column("item_source", .name),
            Column("acted_at", .timestamp, isRequired: true),
            Column("action_kind", .word(["shipped", "process", "declined"])),
            Column("action_id", .name, of: .identifier),
            Column("department", .name, spelling: .department),
            Column("title", .words),
            Column("told_at", .timestamp),
            Column("updated_at", .timestamp),
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
