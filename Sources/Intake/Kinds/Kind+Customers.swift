import Warehouse

extension Kind {
    /// Customers with their value and what they are known by.
    static let customers = Kind(
        "customers",
        columns: [
            Column("customer_id", .name, isRequired: true, of: .identifier),
            Column("name", .name),
            Column("aliases", .list, of: .reference),
            Column("emails", .list, of: .reference),
            Column("email_domains", .list, of: .domain),
            Column("annual_value", .number),
            Column("currency", .name, of: .currency),
            Column("customer_since", .timestamp),
            Column("churned_at", .timestamp, timing: .end),
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
        ],
        check: { record in
            guard let currency = record["currency"].text, !CurrencyCodes.contains(currency) else { return nil }
            return CellFault(column: "currency", rule: .unknownCurrency)
        })
}
