/// What was done about the year's items: much and soon for enterprises, little and late for small customers.
struct ActionLog {
    let year: Year
    private var random: SplitMix64

    init(year: Year, seed: UInt64) {
        self.year = year
        random = SplitMix64(seed: seed, stream: "actions")
    }

    /// The actions on the items, in the items' order.
    mutating func actions(on items: [Item]) -> [Action] {
        items.flatMap { item in actions(on: item) }
    }

    private mutating func actions(on item: Item) -> [Action] {
        // A stranger's words are acted on as seldom as a small customer's.
        let profile = (item.segment ?? .small).profile
        // Talking in person pays: what came up in an interview is half as likely again to be acted on.
        guard random.chance(item.kind == "interview" ? min(0.9, profile.acted * 1.5) : profile.acted) else { return [] }
        let wait = random.draw(profile.actionDays)
        guard let actedAt = year.happened(item.openedAt.after(days: wait).atWork) else { return [] }
        let kind = random.pick([("process", 5), ("shipped", 4), ("declined", 2)])
        let first = action(kind, on: item, at: actedAt, told: profile.told)
        return [first] + followUp(to: first, told: profile.told)
    }

    /// A changed process is now and then followed by a shipped improvement.
    private mutating func followUp(to first: Action, told: Double) -> [Action] {
        guard first.kind == "process", random.chance(0.15) else { return [] }
        guard let actedAt = year.happened(first.actedAt.after(days: random.draw([5, 20, 60])).atWork) else { return [] }
        return [action("shipped", on: first.item, at: actedAt, told: told)]
    }

    private mutating func action(_ kind: String, on item: Item, at actedAt: Moment, told: Double) -> Action {
        let toldAt =
            random.chance(told) ? year.happened(actedAt.after(days: random.draw([0, 2, 5, 9, 20])).atWork) : nil
        return Action(
            item: item, actedAt: actedAt, kind: kind,
            department: item.department.isEmpty ? Department.product.oldName : item.department,
            title: title(kind, about: item.theme), toldAt: toldAt)
    }

    private mutating func title(_ kind: String, about theme: String) -> String {
        switch kind {
        case "shipped": "Improved \(theme)"
        case "process": "New way of handling \(theme)"
        default: "Declined: \(random.pick(Phrases.refusals))"
        }
    }
}
