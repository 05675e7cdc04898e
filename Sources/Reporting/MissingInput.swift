internal import Postgres

/// What was never loaded, and the metrics that wait for it.
public struct MissingInput: Encodable, Equatable, Sendable {
    /// A kind, or a column as `kind.column`; several joined by ` or ` where any of them would do.
    public let need: String
    /// Source whose records are left out since its files lack it; nil: no file has it, and the metrics have no value.
    public let source: String?
    /// Names of the metrics, sorted.
    public let metrics: [String]

    /// What is missing, in order of the needs.
    ///
    /// - Parameter week: The week whose metrics are looked at; nil: the newest computed one.
    static func all(_ connection: Connection, week: Week?) throws -> [MissingInput] {
        try connection.rows(
            """
            select missing.need, missing.source, array_agg(missing.metric order by missing.metric) as metrics
            from mart.missing_input as missing
            where exists (
                select
                from mart.metric_latest as latest
                where latest.metric = missing.metric
                  and latest.week_start = coalesce(\(week?.start), (select max(week_start) from mart.week)))
            group by missing.need, missing.source
            order by missing.source is not null, missing.need, missing.source collate "C"
            """
        ).map { row in
            MissingInput(need: try row["need"], source: try row["source"], metrics: try row["metrics"])
        }
    }
}

// In words.
extension MissingInput {
    /// What is missing and what waits for it, a sentence.
    public var sentence: String {
        let figures = Wording.list(metrics.map { $0.replacing("_", with: " ") })
        let columns = columns
        guard !columns.isEmpty else {
            return "No file of \(kinds.joined(separator: " or ")) was loaded, so there is no value for \(figures)."
        }
        let column = "the column \(columns.joined(separator: " or "))"
        guard let source else {
            return "No file of \(kinds[0]) has \(column), so there is no value for \(figures)."
        }
        return "No file of \(kinds[0]) from \(Wording.name(source)) has \(column), "
            + "so its \(kinds[0]) are left out of \(figures)."
    }

    /// What to do about it, with the command.
    public var remedy: String {
        let option = source.map { " --source \(Wording.name($0))" } ?? ""
        if columns.isEmpty {
            return "Load one: " + kinds.map { "`earshot load \($0) FILE`" }.joined(separator: " or ") + "."
        }
        return "`earshot mappings check FILE` shows which column of an export it could be; "
            + "then load it: `earshot load \(kinds[0]) FILE\(option)`."
    }

    private var alternatives: [[Substring]] {
        need.split(separator: " or ").map { $0.split(separator: ".") }
    }

    /// Each kind that would do, once.
    private var kinds: [String] {
        alternatives.reduce(into: []) { kinds, part in
            if kinds.last != String(part[0]) { kinds.append(String(part[0])) }
        }
    }

    /// The columns of that kind that would do; none where the kind as a whole is missing.
    private var columns: [String] {
        alternatives.compactMap { $0.count > 1 ? String($0[1]) : nil }
    }
}
