extension Kind {
    /// Customers with their value and what they are known by.
    static let customers = Kind(
        "customers",
        columns: [
            Column("customer_id", .name, isRequired: true),
            Column("name", .name),
            Column("aliases", .list),
            Column("emails", .list),
            Column("email_domains", .list),
            Column("annual_value", .number),
            Column("currency", .name),
            Column("customer_since", .timestamp),
            Column("churned_at", .timestamp),
            Column("country", .name),
        ],
        staged: [
            StagedColumn("customer_id"),
            StagedColumn("name"),
            StagedColumn("aliases"),
            StagedColumn("emails"),
            StagedColumn("email_domains"),
            StagedColumn("annual_value"),
            StagedColumn("currency"),
            StagedColumn("customer_since"),
            StagedColumn("churned_at"),
            StagedColumn("country"),
            StagedColumn("extra", .extra),
        ])
}
