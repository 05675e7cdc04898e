internal import Postgres

// Whether the figures can be relied on: what changed, and what they come from.
extension WebPage {
    private static let (mostChanges, mostSources) = (12, 10)

    /// Headlines that were published otherwise, and how many other values were.
    static func changes(
        _ connection: Connection, _ week: Week, _ past: EditionPast
    ) throws -> (Table?, String?) {
        let rows = try connection.rows(
            """
            with
            restatement as (
                \(BundleTable.restatements(week, past).query)
            )
            select restatement.iso_week, headline.title, restatement.unit, restatement.old_value, restatement.new_value,
                restatement.old_status, restatement.new_status, restatement.old_n, restatement.new_n, restatement.reason,
                count(*) over () as change_count
            from restatement
            left join mart.headline
                on headline.metric = restatement.metric and headline.statistic = restatement.statistic
                and restatement.dimension = 'company'
            order by headline.place nulls last, restatement.week_start desc
            limit \(mostChanges)
            """)
        let headlines = try rows.filter { row in try row.value("title", as: String?.self) != nil }
        let count: Int = try rows.first?["change_count"] ?? 0
        let table = Table(
            ["Headline", "Week", "Published as", "Now", "Because of"],
            try headlines.map { row in
                let unit: String = try row["unit"]
                let reason: String = try row["reason"]
                return (
                    try row["title"],
                    [
                        (try row["iso_week"], nil),
                        (words(try row["old_value"], unit, try row["old_status"]), try n(row["old_n"])),
                        (words(try row["new_value"], unit, try row["new_status"]), try n(row["new_n"])),
                        (reasons[reason] ?? reason, nil),
                    ]
                )
            })
        return (
            headlines.isEmpty ? nil : table, others(count, shown: headlines.count, in: BundleTable.restatementsFile)
        )
    }

    private static let reasons = [
        "late_data": "late data", "setting": "a changed setting", "definition": "a changed definition",
        "forced": "computing it again",
    ]

    private static func words(_ value: Double?, _ unit: String, _ status: String?) -> String {
        value.map { Wording.value($0, unit: unit) } ?? status.flatMap(Wording.absence) ?? "no value"
    }

    private static func n(_ count: Int?) -> String? { count.map { "n \(Wording.count($0))" } }

    /// The sources: how new their newest record is, and how many of their records can be used.
    static func sources(_ figures: Figures) -> (Table, String?) {
        let columns = [
            ("Newest record, before the week's end", "data_quality freshness_hours"),
            ("Without a known customer", "data_quality unattributed_share"),
            ("Rejected", "data_quality rejected_share"),
        ]
        let members =
            [("all", "company", "All sources")]
            + figures.members(of: "source").prefix(mostSources).map { ($0, "source", Wording.name($0)) }
        let table = Table(
            ["Source"] + columns.map(\.0),
            members.map { member, dimension, title in
                (title, columns.map { figures.cell($0.1, of: member, dimension) })
            })
        let count = figures.members(of: "source").count
        return (table, others(count, shown: members.count - 1, in: "metrics.csv"))
    }

    /// What a metric means.
    struct Definition {
        let metric, heading, question, formula: String
        let aim: String?

        static func all(_ connection: Connection, _ week: Week) throws -> [Definition] {
            try connection.rows(
                """
                select metric, title, question, formula, target
                from mart.definition_week
                where week_start = \(week.start)
                order by title collate "C"
                """
            ).map { row in
                Definition(
                    metric: try row["metric"], heading: try row["title"], question: try row["question"],
                    formula: try row["formula"], aim: try row["target"])
            }
        }
    }
}
