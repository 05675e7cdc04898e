internal import Postgres

extension WebPage {
    /// The themes that emerge, and those that most customers name: this week's share beside what is usual.
    static func themes(_ connection: Connection, _ week: Week) throws -> ([BarGroup], Table) {
        let rows = try connection.rows(
            """
            select theme, customers, naming_customers, ratio, p_value, coalesce(flagged, false) as is_flagged
            from mart.theme_week
            where week_start = \(week.start)
            order by coalesce(flagged, false) desc, customers desc, theme collate "C"
            limit 8
            """)
        let themes = try rows.map(Theme.init)
        let scale = themes.flatMap { [$0.share, $0.usual ?? 0] }.max() ?? 0
        let groups = themes.map { theme in
            BarGroup(
                heading: theme.isFlagged ? "\(theme.name): emerging" : theme.name,
                bars: [
                    Bar(
                        name: "This week", text: Wording.percent(theme.share), note: theme.count,
                        pieces: pieces([(theme.isFlagged ? "flagged" : "count", theme.share)], of: scale)),
                    Bar(
                        name: "12 weeks before", text: theme.usual.map(Wording.percent) ?? "not named", note: "",
                        pieces: pieces([("usual", theme.usual ?? 0)], of: scale)),
                ])
        }
        let table = Table(
            ["Theme", "Customers", "Times its usual share", "Probability by chance", "Emerging"],
            themes.map { theme in
                (
                    theme.name,
                    [
                        ("\(Wording.count(theme.customers))", theme.count),
                        (theme.ratio.map(Wording.decimal) ?? "not named before", nil),
                        (theme.pValue.map(probability) ?? "–", nil), (theme.isFlagged ? "yes" : "no", nil),
                    ]
                )
            })
        return (groups, table)
    }

    /// Why no theme is flagged; nil: some are.
    static func themeSilence(_ report: Report) -> String? {
        guard report.themes.isEmpty else { return nil }
        return report.areThemesJudged
            ? "No theme came up this week that was rare before."
            : "Themes cannot be judged yet: fewer than six of the weeks before have any."
    }

    private static func probability(_ number: Double) -> String {
        number < 0.001 ? "below 0.1 %" : Wording.percent(number)
    }

    private struct Theme {
        let name: String
        let customers, naming: Int
        let ratio, pValue: Double?
        let isFlagged: Bool

        var share: Double { naming > 0 ? Double(customers) / Double(naming) : 0 }
        var usual: Double? { ratio.map { $0 > 0 ? share / $0 : 0 } }
        var count: String { "n \(Wording.count(naming))" }

        init(_ row: Row) throws(PostgresError) {
            name = Wording.name(try row["theme"])
            customers = try row["customers"]
            naming = try row["naming_customers"]
            ratio = try row["ratio"]
            pValue = try row["p_value"]
            isFlagged = try row["is_flagged"]
        }
    }
}
