import Postgres

/// The roles of earshot and their rights, `sql/roles.sql`: safe to repeat, and outside the migrations, since making roles
/// takes more than a schema does.
public struct Roles: Sendable {
    private let text: String

    /// - Parameter folder: The folder `sql`.
    /// - Returns: nil when the folder has no roles.
    init?(folder: String) throws(Failure) {
        guard let file = try SQLFile.all(in: folder).first(where: { $0.name == "roles" }) else { return nil }
        text = file.text
    }

    /// What an administrator runs instead of us: one transaction, for `psql`.
    public var script: String { "begin;\n\n\(text)\ncommit;" }

    /// Makes the roles that are missing, gives them everything in our schemas that is theirs, and takes the rest from them
    /// and from everybody else; all or nothing.
    ///
    /// - Throws: `Failure`: `permission` when the session's role may not, `busy` when somebody uses what is to change.
    func apply(_ connection: Connection) throws {
        do {
            try Blocker.naming(connection) {
                try connection.transaction {
                    try connection.execute("set local lock_timeout = '5s'")
                    try SQLFile.naming("roles.sql") { () throws(PostgresError) in try connection.executeScript(text) }
                }
            }
        } catch let error as PostgresError where error.sqlState == .insufficientPrivilege {
            throw Failure(
                .permission,
                "The schema is up to date, but this role may not make the roles of earshot or grant them their rights.",
                remedy: "Run `earshot migrate --no-roles`, and have an administrator run the statements it prints.")
        }
    }
}
