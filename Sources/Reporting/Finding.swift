internal import Postgres

/// A check that a week does not stand.
public struct Finding: Codable, Equatable, Sendable {
    /// Name of the check and of its file in `sql/checks`.
    public let check: String
    /// What the check asks.
    public let question: String
    /// Rows that offend.
    public let rows: Int

    /// A finding.
    public init(check: String, question: String, rows: Int) {
        self.check = check
        self.question = question
        self.rows = rows
    }

    /// What the checks of some severities find in a week, by name.
    static func all(
        in week: Week, _ connection: Connection, of severities: Set<Check.Severity>, folder: String? = nil
    ) throws -> [Finding] {
        try Check.all(folder: folder).filter { severities.contains($0.severity) }.compactMap { check in
            let rows = try check.offenders(in: week, connection)
            return rows == 0 ? nil : Finding(check: check.name, question: check.question, rows: rows)
        }
    }
}
