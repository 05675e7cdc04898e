internal import Postgres

/// The figures of a week, single leaders left out, by what they are about.
struct Figures {
    /// A figure and what it rests on.
    struct Figure {
        let value: Double?
        let unit, status: String
        let n: Int
        let low, high: Double?

        /// The value in words, or why there is none.
        var words: String {
            value.map { Wording.value($0, unit: unit) } ?? Wording.absence(status) ?? "no value"
        }

        /// The value in few words, for a table.
        var brief: String {
            let words = words
            return words.hasPrefix("no value: ") ? String(words.dropFirst("no value: ".count)) : words
        }

        /// How many records it rests on.
        var count: String { "n \(Wording.count(n))" }
    }

    private struct Key: Hashable {
        let dimension, member, name: String
    }

    private var figures: [Key: Figure] = [:]
    private var members: [String: [String]] = [:]

    /// Reads those of the company, segments of the default scheme, departments and sources.
    init(_ connection: Connection, _ week: Week) throws {
        let rows = try connection.rows(
            """
            select latest.dimension, latest.member, latest.metric || ' ' || latest.statistic as name, latest.value,
                latest.unit, latest.status, latest.n, latest.ci_low, latest.ci_high
            from mart.metric_latest as latest
            where latest.week_start = \(week.start)
              and latest.dimension in ('company', 'segment', 'department', 'source')
            order by latest.member collate "C"
            """)
        for row in rows {
            let key = Key(dimension: try row["dimension"], member: try row["member"], name: try row["name"])
            figures[key] = Figure(
                value: try row["value"], unit: try row["unit"], status: try row["status"], n: try row["n"],
                low: try row["ci_low"], high: try row["ci_high"])
            if members[key.dimension]?.last != key.member { members[key.dimension, default: []].append(key.member) }
        }
    }

    /// The members of a dimension, in the order of their bytes.
    func members(of dimension: String) -> [String] { members[dimension] ?? [] }

    /// A figure by its metric and statistic, such as `retention share`.
    func figure(_ name: String, of member: String = "all", _ dimension: String = "company") -> Figure? {
        figures[Key(dimension: dimension, member: member, name: name)]
    }

    /// A figure as the cell of a table; a dash where the member has none.
    func cell(_ name: String, of member: String, _ dimension: String) -> (text: String, n: String?) {
        guard let figure = figure(name, of: member, dimension) else { return ("–", nil) }
        return (figure.brief, figure.count)
    }
}
