/// A session that holds an advisory lock.
public struct LockHolder: Hashable, Sendable {
    /// Process id of the server's side, as `pg_terminate_backend` takes it.
    public let processID: Int
    /// Role the session runs as; nil where we may not see it.
    public let role: String?
    /// Name the session gave itself; empty when none.
    public let applicationName: String
    /// When the session began; nil when it is another role's and ours may not see it.
    public let connectedAt: Timestamp?
    /// When the session last began or ended a statement; nil as above.
    public let stateChangedAt: Timestamp?

    init(_ row: Row) throws(PostgresError) {
        processID = try row["pid"]
        role = try row["role"]
        applicationName = try row.value("application_name", as: String?.self) ?? ""
        connectedAt = try row["connected_at"]
        stateChangedAt = try row["state_changed_at"]
    }
}
