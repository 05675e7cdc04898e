extension Kind {
    /// Employees and their history.
    static let people = Kind(
        "people",
        columns: [
            Column("email", .name, isRequired: true, of: .reference),
            Column("name", .name),
            Column("aliases", .list, of: .reference),
            Column("department", .name, spelling: .department),
            Column("title", .name),
            Column("is_leader", .boolean),
            Column("employed_from", .timestamp),
            Column("employed_to", .timestamp, timing: .end),
            Column("valid_from", .timestamp),
        ],
        staged: [
            StagedColumn("email"),
            StagedColumn("name"),
            StagedColumn("aliases"),
            StagedColumn("department"),
            StagedColumn("title"),
            StagedColumn("is_leader"),
            StagedColumn("employed_from"),
            StagedColumn("employed_to"),
            StagedColumn("valid_from", .instant(orElse: .fromEver)),
        ])
}
