extension Kind {
    /// Talks with customers.
    static let interviews = Kind(
        "interviews",
        columns: [
            Column("interview_id", .name, isRequired: true, of: .identifier),
            Column("customer", .name, of: .customer),
            Column("occurred_at", .timestamp, isRequired: true),
            Column("duration_minutes", .minutes),
            Column("ended_at", .timestamp),
            Column("kind", .word([])),
            Column("participants", .list, of: .reference),
            Column("themes", .list, spelling: .theme),
            Column("title", .words),
            Column("notes", .words),
            Column("updated_at", .timestamp),
        ],
        staged: [
            StagedColumn("interview_id"),
            StagedColumn("customer"),
            StagedColumn("customer_host", .host(of: "customer")),
            StagedColumn("occurred_at"),
            StagedColumn("duration", .duration(minutes: "duration_minutes", start: "occurred_at", end: "ended_at")),
            StagedColumn("kind"),
            StagedColumn("participants"),
            StagedColumn("themes"),
            StagedColumn("title"),
            StagedColumn("notes"),
            StagedColumn("has_words", .carriesWords("notes")),
            StagedColumn("updated_at"),
            StagedColumn("extra", .extra),
        ])
}
