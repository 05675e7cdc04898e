extension WebPage {
    private static let mostDepartments = 12

    private static let departmentFigures = [
        ("Score", "scorecard score"), ("Met a customer", "participation share"),
        ("Enough hours", "exposure_hours share_at_target"), ("Answered in time", "first_response within_target"),
        ("Acted on in time", "action_rate share"), ("Customers told", "loop_closure share"),
        ("Ignored", "ignored_feedback share"),
    ]

    /// The departments by their score, the lowest first, those without one last.
    static func departments(_ figures: Figures) -> ([BarGroup], Table, String?) {
        func score(_ department: String) -> Figures.Figure? {
            figures.figure("scorecard score", of: department, "department")
        }
        let all = figures.members(of: "department").sorted {
            (score($0)?.value ?? .infinity, $0) < (score($1)?.value ?? .infinity, $1)
        }
        let shown = all.prefix(mostDepartments)
        let groups = shown.compactMap { department in
            score(department).map { figure in
                BarGroup(
                    heading: Wording.name(department),
                    bars: [
                        Bar(
                            name: "Score", text: figure.value == nil ? figure.words : "\(figure.words) of 100",
                            note: "n \(Wording.count(figure.n, "component"))",
                            pieces: pieces([("score", figure.value ?? 0)], of: 100))
                    ])
            }
        }
        let table = Table(
            ["Department"] + departmentFigures.map(\.0),
            shown.map { department in
                (Wording.name(department), departmentFigures.map { figures.cell($0.1, of: department, "department") })
            })
        return (groups, table, others(all.count, shown: shown.count, in: "departments.csv"))
    }
}
