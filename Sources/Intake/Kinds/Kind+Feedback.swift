extension Kind {
    /// Feedback from surveys, reviews and communities.
    static let feedback = Kind(
        "feedback",
        columns: [
            Column("feedback_id", .name, isRequired: true, of: .identifier),
            Column("customer", .name, of: .customer),
            Column("received_at", .timestamp, isRequired: true, timing: .event),
            Column("channel", .name),
            Column("score", .number),
            Column("score_max", .number),
            Column("department", .name, spelling: .department),
            Column("themes", .list, spelling: .theme),
            Column("text", .words),
            Column("updated_at", .timestamp, timing: .event),
        ],
        staged: [
            StagedColumn("feedback_id"),
            StagedColumn("customer"),
            StagedColumn("customer_host", .host(of: "customer")),
            StagedColumn("received_at"),
            StagedColumn("channel"),
            StagedColumn("score"),
            StagedColumn("score_max"),
            StagedColumn("department"),
            StagedColumn("themes"),
            StagedColumn("text"),
            StagedColumn("has_words", .carriesWords("text")),
            StagedColumn("updated_at"),
            StagedColumn("extra", .extra),
        ],
        check: { record in
            guard let best = record["score_max"].number else { return nil }
            if best == 0 { return CellFault(column: "score_max", rule: .badNumber) }
            guard let score = record["score"].number, score > best else { return nil }
            return CellFault(column: "score", rule: .scoreOutOfRange)
        })
}
