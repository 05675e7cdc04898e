import Records

extension Kind {
    /// Talks with customers.
    static let interviews = Kind(
        "interviews",
        columns: [
            Column("interview_id", .name, isRequired: true, of: .identifier),
            Column("customer", .name, of: .customer),
            Column("occurred_at", .timestamp, isRequired: true, timing: .planned),
            Column("duration_minutes", .minutes),
            Column("ended_at", .timestamp, timing: .planned),
            Column("kind", .word([])),
            Column("participants", .list, of: .reference),
            Column("themes", .list, spelling: .theme),
            Column("title", .words),
            Column("notes", .words),
            Column("updated_at", .timestamp, timing: .event),
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
        ],
        check: { record in
            var length: Int64?
            if let start = record["occurred_at"].instant, let end = record["ended_at"].instant {
                if end < start { return CellFault(column: "ended_at", rule: .endsBeforeItStarts) }
                length = end.microsecondsSinceUnixEpoch - start.microsecondsSinceUnixEpoch
            }
            if case .duration(let stated) = record["duration_minutes"] {
                return stated > Column.longestConversation
                    ? CellFault(column: "duration_minutes", rule: .durationTooLong) : nil
            }
            guard let length, length > Column.longestConversation else { return nil }
            return CellFault(column: "ended_at", rule: .durationTooLong)
        })
}
