extension PostgresError {
    /// The error of a connection that did not come about, from libpq's message in verbose form.
    ///
    /// libpq has no SQLSTATE for it, but verbose messages carry it as `FATAL:  53300: …`. Of its lines only those that say
    /// which address failed and why are kept; they name host, port, user and database.
    init(connectMessage text: String) {
        var state: SQLState?
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("\t") && !Self.isAside($0) }
        let reasons = lines.map { line in
            let (found, reason) = Self.takeSQLState(from: String(line))
            state = state ?? found
            return reason
        }
        let message = reasons.isEmpty ? "no connection to the server" : reasons.joined(separator: "; ")
        self.init(.connect, .notSent, message, sqlState: state)
    }

    private static func isAside(_ line: Substring) -> Bool {
        ["DETAIL:", "HINT:", "CONTEXT:", "LOCATION:", "STATEMENT:"].contains { line.hasPrefix($0) }
    }

    /// Splits `FATAL:  53300: sorry` into the state and `FATAL:  sorry`.
    private static func takeSQLState(from line: String) -> (SQLState?, String) {
        guard let match = line.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) else { return (nil, line) }
        let rest = line[..<match.range.lowerBound] + ": " + line[match.range.upperBound...]
        return (SQLState(rawValue: String(match.1)), String(rest))
    }
}
