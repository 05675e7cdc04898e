/// What the company did about an item: shipped something, changed a process, or declined with a reason.
///
/// One piece of work answers many items: its id names the month, the theme and what was done. A refusal is about its
/// item alone.
struct Action: CSVRecord {
    let item: Item
    let actedAt: Moment
    let kind: String
    let department: String
    let title: String
    let toldAt: Moment?

    var id: String {
        if kind == "declined" { return "\(item.id)-declined" }
        let month = actedAt.day.civil
        return "\(month.year)-\(twoDigits(month.month))-\(item.theme)-\(kind)"
    }

    static let columns = [
        "item_kind", "item_id", "acted_at", "action_kind", "action_id", "department", "title", "told_at", "updated_at",
    ]

    var cells: [String] {
        [
            item.kind, item.id, actedAt.description, kind, id, department, title, toldAt.cell,
            max(actedAt, toldAt ?? actedAt).description,
        ]
    }
}
