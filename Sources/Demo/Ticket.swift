/// A support ticket as the help desk exports it.
struct Ticket: CSVRecord {
    var id = ""
    let customer: String
    let createdAt: Moment
    let firstResponseAt: Moment?
    let solvedAt: Moment?
    let updatedAt: Moment
    let status: String
    let priority: String
    let channel: String
    let department: String
    let assignee: String
    let themes: [String]
    let subject: String
    let description: String
    let csat: String
    /// The customer's segment when it wrote, for what follows from it; no column.
    let segment: Segment?

    /// The ticket as something to act on; nil when it was none (spam, deleted, merged).
    var item: Item? {
        if ["spam", "deleted", "merged"].contains(status) { return nil }
        return Item(
            kind: "ticket", id: id, segment: segment, openedAt: createdAt, department: department,
            theme: themes.first ?? "daily-use")
    }

    static let columns = [
        "ticket_id", "customer", "created_at", "first_response_at", "solved_at", "updated_at", "status", "priority",
        "channel", "department", "assignee", "themes", "subject", "description", "csat",
    ]

    var cells: [String] {
        [
            id, customer, createdAt.description, firstResponseAt.cell, solvedAt.cell, updatedAt.description, status,
            priority, channel, department, assignee, themes.cell, subject, description, csat,
        ]
    }
}
