import Foundation

/// A user of the machine.
struct Account: Equatable, Sendable {
    let name: String
    let userID: uid_t
    let groupID: gid_t

    /// The account of that name; nil when there is none.
    init?(named name: String) {
        guard let entry = getpwnam(name) else { return nil }
        self.init(entry.pointee)
    }

    /// The account that owns a file; nil when the file or the account is missing.
    init?(owning path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, let entry = getpwuid(status.st_uid) else { return nil }
        self.init(entry.pointee)
    }

    private init(_ entry: passwd) {
        name = String(cString: entry.pw_name)
        userID = entry.pw_uid
        groupID = entry.pw_gid
    }

    /// Whether this process runs as root.
    static var isRoot: Bool { geteuid() == 0 }

    /// Who is to run a server whose files lie in `folder`, when this process is root; nil when it is not and can run
    /// the server itself.
    ///
    /// PostgreSQL refuses to run as root. The owner of an existing folder stays in charge of it.
    static func running(_ folder: String) throws(Failure) -> Account? {
        guard isRoot else { return nil }
        if let owner = Account(owning: folder), owner.userID != 0 { return owner }
        if let account = Account(named: "postgres") ?? Account(named: "nobody") { return account }
        throw Failure(
            .configuration, "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.",
            remedy: "Create one with `useradd --system postgres`.")
    }
}

extension Account {
    /// Makes sure that the account can get at a folder.
    ///
    /// - Throws: `Failure` of kind `configuration` that names the first folder on the way that shuts it out.
    func checkReach(of folder: String) throws(Failure) {
        let steps = folder.split(separator: "/").reduce(into: ["/"]) { steps, name in
            steps.append(steps.count == 1 ? "/\(name)" : "\(steps[steps.count - 1])/\(name)")
        }
        let outcome = try Program(account: self).shell(
            #"for step; do test -x "$step" || { printf %s "$step"; exit 1; }; done"#, steps)
        if outcome.succeeded { return }
        throw Failure(
            .configuration,
            "PostgreSQL does not run as root, and the user \(name), who runs it instead, cannot enter \(outcome.output).",
            remedy: "Set EARSHOT_HOME to a folder that \(name) can reach, or open the way with `chmod a+x`.")
    }
}
