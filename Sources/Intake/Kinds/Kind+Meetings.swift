extension Kind {
    /// Leadership meetings and their guests.
    static let meetings = Kind(
        "meetings",
        columns: [
            Column("meeting_id", .name, isRequired: true, of: .identifier),
            Column("held_at", .timestamp, isRequired: true, timing: .planned),
            Column("series", .name),
            Column("status", .word([])),
            Column("invited", .list, of: .reference),
            Column("attendees", .list, of: .reference),
            Column("customer", .name, of: .customer),
            Column("guest_minutes", .minutes),
            Column("updated_at", .timestamp, timing: .event),
        ],
        staged: [
            StagedColumn("meeting_id"),
            StagedColumn("held_at"),
            StagedColumn("series"),
            StagedColumn("status"),
            StagedColumn("invited"),
            StagedColumn("attendees"),
            StagedColumn("customer"),
            StagedColumn("customer_host", .host(of: "customer")),
            StagedColumn("guest_duration", .duration(minutes: "guest_minutes", start: nil, end: nil)),
            StagedColumn("updated_at"),
            StagedColumn("extra", .extra),
        ],
        check: { record in
            guard case .duration(let length) = record["guest_minutes"], length > Column.longestConversation else {
                return nil
            }
            return CellFault(column: "guest_minutes", rule: .durationTooLong)
        })
}
