/// Published weeks that are to be computed and published again, for people.
struct RestatedWeeks {
    /// How many there are, which, and what to do.
    let line: String

    /// The weeks that begin on `mondays`, oldest first; nil: there are none.
    init?(_ mondays: [String]) {
        guard let first = mondays.first, let last = mondays.last else { return nil }
        let weeks = mondays.count == 1 ? "week of \(first)" : "weeks of \(first) to \(last)"
        line = "restates \(mondays.count) published \(weeks); Next: earshot compute && earshot publish"
    }
}
