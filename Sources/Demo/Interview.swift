/// A talk with a customer, as those who held it noted it down.
struct Interview: CSVRecord {
    var id = ""
    let customer: String
    let occurredAt: Moment
    let durationMinutes: Int?
    let kind: String
    let participants: [String]
    let themes: [String]
    let title: String
    let notes: String
    let updatedAt: Moment
    /// The customer's segment at that time; no column. Nil when nobody knows the customer.
    let segment: Segment?
    /// Department of the first participant; no column.
    let department: String

    /// The talk as something to act on; nil when it asked for nothing.
    var item: Item? {
        if themes.isEmpty && notes.isEmpty { return nil }
        return Item(
            kind: "interview", id: id, segment: segment, openedAt: occurredAt, department: department,
            theme: themes.first ?? "daily-use")
    }

    static let columns = [
        "interview_id", "customer", "occurred_at", "duration_minutes", "kind", "participants", "themes", "title",
        "notes", "updated_at",
    ]

    var cells: [String] {
        [
            id, customer, occurredAt.description, durationMinutes.cell, kind, participants.cell, themes.cell, title,
            notes, updatedAt.description,
        ]
    }
}
