extension Connection {
    /// Settings every session needs, in one round trip and, where the server may refuse one, a second.
    func setUpSession() throws(PostgresError) {
        do throws(PostgresError) {
            let assignments = settings.map { name, value in "set_config(\(name), \(value), false)" as SQL }
            try execute("select \(.joined(assignments, separator: ", "))")
            try watchForOurDeath()
        } catch {
            close()
            throw PostgresError(.connect, .notSent, error.message, sqlState: error.sqlState)
        }
    }

    private var settings: [(String, String)] {
        let timeouts = [
            ("statement_timeout", options.statementTimeout),
            ("lock_timeout", options.lockTimeout),
            ("idle_in_transaction_session_timeout", options.idleInTransactionTimeout),
        ]
        return timeouts.compactMap { name, limit in limit.map { (name, "\(max(1, $0.milliseconds))ms") } } + [
            ("standard_conforming_strings", "on"),
            ("TimeZone", "UTC"),
            ("DateStyle", "ISO, YMD"),
            ("IntervalStyle", "iso_8601"),
            // A client behind a dead line holds its locks no longer than a minute; over a local socket these say nothing.
            ("tcp_keepalives_idle", "30"), ("tcp_keepalives_interval", "10"), ("tcp_keepalives_count", "3"),
            ("tcp_user_timeout", "60000"),
            ("extra_float_digits", "1"),
            ("bytea_output", "hex"),
        ]
    }

    /// Has the server notice within half a second that the client is gone. Since PostgreSQL 14, and only where its system can tell.
    private func watchForOurDeath() throws(PostgresError) {
        guard serverVersion >= 140_000 else { return }
        do throws(PostgresError) {
            try execute("set client_connection_check_interval = '500ms'")
        } catch  where error.sqlState == .invalidParameterValue {
            return
        }
    }
}
