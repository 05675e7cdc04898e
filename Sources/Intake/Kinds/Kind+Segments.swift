extension Kind {
    /// Segments of customers: a whole history, or a snapshot where the file has no `valid_from`.
    static let segments = Kind(
        "segments",
        columns: [
            Column("customer_id", .name, isRequired: true, of: .identifier),
            Column("scheme", .name),
            Column("segment", .name, isRequired: true, spelling: .segment),
            Column("valid_from", .timestamp),
            Column("valid_to", .timestamp, timing: .end),
        ],
        staged: [
            StagedColumn("customer_id"),
            StagedColumn("scheme", .name(orElse: "segment")),
            StagedColumn("segment"),
            StagedColumn("valid_from", .instant(orElse: .fromEver)),
            StagedColumn("valid_to", .instant(orElse: .still)),
        ],
        check: { record in
            guard let start = record["valid_from"].instant, let end = record["valid_to"].instant, end <= start else {
                return nil
            }
            return CellFault(column: "valid_to", rule: .endsBeforeItStarts)
        })
}
