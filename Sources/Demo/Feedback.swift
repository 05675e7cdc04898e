/// What a customer said without being asked in person: a survey, a review, a post.
struct Feedback: CSVRecord {
    var id = ""
    let customer: String
    let receivedAt: Moment
    let channel: String
    let score: Int?
    let scoreMax: Int?
    let department: String
    let themes: [String]
    let text: String
    /// The customer's segment at that time; no column. Nil when nobody knows the customer.
    let segment: Segment?

    /// The feedback as something to act on; nil when it holds a score and nothing else.
    var item: Item? {
        if themes.isEmpty && text.isEmpty { return nil }
        return Item(
            kind: "feedback", id: id, segment: segment, openedAt: receivedAt, department: department,
            theme: themes.first ?? "daily-use")
    }

    static let columns = [
        "feedback_id", "customer", "received_at", "channel", "score", "score_max", "department", "themes", "text",
        "updated_at",
    ]

    var cells: [String] {
        [
            id, customer, receivedAt.description, channel, score.cell, scoreMax.cell, department, themes.cell, text,
            receivedAt.description,
        ]
    }
}
