extension WebPage {
    /// Customers we talked with, by their number and by what they are worth, of the company and each segment.
    static func coverage(_ figures: Figures, of report: Report) -> ([BarGroup], Table) {
        let names = [("interview_coverage share", "By count"), ("interview_coverage value_share", "By value")]
        let members =
            [("all", "company", "All customers")] + segments(figures, report).map { ($0, "segment", Wording.name($0)) }
        let groups = members.map { member, dimension, title in
            BarGroup(
                heading: title,
                bars: names.compactMap { name, basis in
                    figures.figure(name, of: member, dimension).map { figure in
                        Bar(
                            name: basis, text: figure.words, note: figure.count,
                            pieces: pieces([(basis == "By count" ? "count" : "worth", figure.value ?? 0)], of: 1))
                    }
                })
        }
        let table = Table(
            ["Segment", "By count", "95 % interval", "By value"],
            members.map { member, dimension, title in
                let count = figures.figure(names[0].0, of: member, dimension)
                return (
                    title,
                    [
                        figures.cell(names[0].0, of: member, dimension), (count.flatMap(interval) ?? "–", nil),
                        figures.cell(names[1].0, of: member, dimension),
                    ]
                )
            })
        return (groups, table)
    }

    /// Segments of the default scheme with customers, the most neglected first, at most nine.
    private static func segments(_ figures: Figures, _ report: Report) -> [String] {
        let compared = report.segments.map(\.segment)
        let others = figures.members(of: "segment").filter { !compared.contains($0) }
        return (compared + others).filter { segment in
            (figures.figure("interview_coverage share", of: segment, "segment")?.n ?? 0) > 0
        }.prefix(9).map { $0 }
    }

    /// The ends of a figure's interval in words; nil where both are not known.
    static func interval(_ figure: Figures.Figure) -> String? {
        if figure.low == nil && figure.high == nil { return nil }
        let low = figure.low.map { Wording.value($0, unit: figure.unit) } ?? "not known"
        let high = figure.high.map { Wording.value($0, unit: figure.unit) } ?? "not reached"
        return "\(low) to \(high)"
    }
}
