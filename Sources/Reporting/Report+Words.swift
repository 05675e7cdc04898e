// What stands out.
extension Report {
    /// The most neglected segment, the five most surprising themes, and what moved most in thirteen weeks, a sentence each.
    var outstanding: [String] {
        (neglected.map { [$0] } ?? []) + themes.prefix(5).map { "Theme \($0.words)." } + movements
    }

    /// The sentence for a week in which nothing stands out.
    static let calm =
        "Nothing: no segment is half neglected, no theme comes up, no share moved by ten points."

    /// The segment with the highest index, when it is beyond half.
    private var neglected: String? {
        guard let worst = segments.first, let neglect = worst.neglect, neglect >= 50 else { return nil }
        let all = segments.reduce(0) { $0 + $1.customers }
        let points = Wording.value(neglect, unit: "index")
        return "Segment \(Wording.name(worst.segment)) is neglected most: \(points) of 100 points. "
            + "It has \(Wording.count(worst.customers)) of the \(Wording.count(all)) customers."
    }

    /// Shares that moved by ten points or more in thirteen weeks: the three largest.
    private var movements: [String] {
        let moved = headlines.filter { $0.unit == "share" && abs($0.gain ?? 0) >= 0.1 && $0.n >= 5 }
        return moved.sorted { abs($0.gain ?? 0) > abs($1.gain ?? 0) }.prefix(3).compactMap { headline in
            guard let value = headline.value, let before = headline.thirteenWeeksAgo, let gain = headline.gain else {
                return nil
            }
            let count = headline.counted.map { " (\(Wording.count(Int($0))) of \(Wording.count(headline.n)))" } ?? ""
            return "\(gain < 0 ? "Worse" : "Better"): \(headline.title): \(Wording.percent(value))\(count), "
                + "thirteen weeks ago \(Wording.percent(before))."
        }
    }
}

extension Report.Theme {
    /// Who names it, and how unusual that is.
    var words: String {
        let usual = ratio.map { "\(Wording.value($0, unit: "ratio")) times its usual share" }
        return
            "\(Wording.name(theme)): \(Wording.count(customers.some)) of \(Wording.count(customers.all)) customers named it, "
            + (usual ?? "nobody in the twelve weeks before")
    }
}
