import Postgres
import TestSupport

@testable import Reporting

/// Figures written down by hand in a database of their own, as if they had been computed.
struct FigureLog {
    let database: TestDatabase
    let connection: Connection
    let week: Week

    /// An empty log about weeks up to `week`.
    init(_ week: String = "2026-W14") throws {
        database = try TestDatabase()
        connection = try database.connect()
        self.week = Week(week) ?? Week(containing: CalendarDate(daysSinceUnixEpoch: 0))
    }

    /// Writes a figure down.
    /// - Parameters:
    ///   - name: Metric and statistic, such as `action_rate share`.
    ///   - member: `all` of the company, or a segment; `scheme:segment` of another scheme.
    ///   - weeksAgo: How long before the week.
    func note(
        _ name: String, _ value: Double?, of member: String = "all", dimension: String = "company",
        unit: String = "share", _ numerator: Double? = nil, _ denominator: Double? = nil, n: Int = 10,
        status: String? = nil, weeksAgo: Int = 0
    ) throws {
        let parts = name.split(separator: " ").map(String.init)
        try connection.execute(
            """
            insert into mart.metric_value (
                week_start, metric, dimension, member, statistic, unit, value, numerator, denominator, n, excluded,
                status, version, computed_at)
            values (
                \(week.advanced(by: -weeksAgo).start), \(parts[0]), \(dimension), \(member), \(parts[1]), \(unit),
                \(value), \(numerator), \(denominator), \(n), 0,
                \(status ?? (value == nil ? "insufficient_n" : "ok")), 1, \(Company.now))
            """)
    }

    /// Keeps a setting from a week on; nil: from ever.
    func set(_ setting: String, to value: String, from week: Week? = nil) throws {
        let start = week.map { "\($0.start)" } ?? "-infinity"
        try connection.execute(
            """
            insert into core.setting (setting, valid_from, value, changed_at)
            values (\(setting), \(start)::date, \(value), \(Company.now))
            """)
    }

    /// The only row of a view for the week.
    func row(_ view: String, where column: String? = nil, is value: String = "") throws -> Row? {
        let condition: SQL = if let column { "\(Identifier(column)) = \(value)" } else { "true" }
        let rows = try connection.rows(
            "select * from \(Identifier("mart", view)) where week_start = \(week.start) and \(condition)")
        return rows.count == 1 ? rows[0] : nil
    }
}
