/// Where to connect and how a session behaves.
public struct ConnectionOptions: Sendable {
    /// A conninfo string or URL by libpq's rules; what it leaves open comes from `PG…` variables, `.pgpass` and the service file.
    /// Empty: all of it does. See <https://www.postgresql.org/docs/15/libpq-connect.html>.
    public var target: String
    /// Name shown in `pg_stat_activity` unless target or environment name another.
    public var applicationName: String
    /// Longest time to a usable session, all addresses together; `connect_timeout` of target or environment goes before it.
    /// Looking up a host name is not counted: libpq does that in one blocking step.
    public var connectTimeout: Duration
    /// Longest wait for the server while it owes a reply or takes no data; nil waits for ever, which keepalives and
    /// ``statementTimeout`` bound. When it runs out, the session is closed.
    public var replyTimeout: Duration?
    /// The session's `statement_timeout`; nil leaves the server's.
    public var statementTimeout: Duration?
    /// The session's `lock_timeout`; nil leaves the server's.
    public var lockTimeout: Duration?
    /// The session's `idle_in_transaction_session_timeout`; nil leaves the server's.
    public var idleInTransactionTimeout: Duration?

    /// Options with defaults for a job of minutes: 10 s to connect, an hour for a statement, half a minute for a lock,
    /// ten minutes idle in a transaction.
    public init(
        target: String = "",
        applicationName: String = "earshot",
        connectTimeout: Duration = .seconds(10),
        replyTimeout: Duration? = nil,
        statementTimeout: Duration? = .seconds(3_600),
        lockTimeout: Duration? = .seconds(30),
        idleInTransactionTimeout: Duration? = .seconds(600)
    ) {
        self.target = target
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.replyTimeout = replyTimeout
        self.statementTimeout = statementTimeout
        self.lockTimeout = lockTimeout
        self.idleInTransactionTimeout = idleInTransactionTimeout
    }
}
