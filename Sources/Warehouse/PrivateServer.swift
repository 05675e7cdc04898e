import Foundation

/// A PostgreSQL server of our own, reached through a socket that only its owner and root can open.
///
/// It lives in the folder `postgres` of `$EARSHOT_HOME`: `data` (the cluster), `socket`, `log`. Run as root it belongs
/// to an unprivileged user. Starts are serialised among processes; one that was interrupted is begun anew.
public struct PrivateServer: Sendable {
    /// What the server is doing.
    public enum Status: Equatable, Sendable {
        /// Nobody has made it yet.
        case missing
        /// It is made, but does not run.
        case stopped
        /// It runs as that process.
        case running(processID: Int32)
    }

    /// The folder that everything of ours lives in, absolute.
    public let home: String
    let isDurable: Bool
    private let installations: @Sendable () -> [Installation]

    /// - Parameters:
    ///   - home: Folder to live in; a relative path is taken from the working directory.
    ///   - isDurable: Whether a commit waits for the disk; false only for tests.
    public init(home: String = PrivateServer.defaultHome, isDurable: Bool = true) {
        self.init(home: home, isDurable: isDurable) {
            Installation.all(
                searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
        }
    }

    /// - Parameter installations: Lists the installations of PostgreSQL on this machine, newest first.
    init(home: String, isDurable: Bool, installations: @escaping @Sendable () -> [Installation]) {
        self.home = URL(fileURLWithPath: home).standardizedFileURL.path
        self.isDurable = isDurable
        self.installations = installations
    }

    /// `$EARSHOT_HOME`, else `/var/lib/earshot` for root and `~/.local/share/earshot` for anybody else.
    public static var defaultHome: String {
        if let home = ProcessInfo.processInfo.environment["EARSHOT_HOME"], !home.isEmpty { return home }
        return Account.isRoot ? "/var/lib/earshot" : "\(NSHomeDirectory())/.local/share/earshot"
    }

    /// Whether the server was ever made.
    public var exists: Bool { major != nil }

    /// The database to connect to, as a libpq connection string without a password.
    public var target: String { target(database: Self.name) }

    /// Another of its databases, in the same form.
    public func target(database: String) -> String {
        "host=\(socketFolder.path) port=\(ServerConfiguration.port) user=\(Self.name) dbname=\(database)"
    }

    /// The same as a URL, as `psql` and other programs take it.
    public var url: String {
        "postgresql://\(Self.name)@/\(Self.name)?host=\(socketFolder.path)&port=\(ServerConfiguration.port)"
    }

    /// What the server is doing now.
    public var status: Status {
        guard exists else { return .missing }
        return processID.map { .running(processID: $0) } ?? .stopped
    }

    /// Makes the server when there is none, starts it when it is down, and restarts it when PostgreSQL was upgraded under it
    /// and nobody is at work; returns when it accepts connections.
    ///
    /// - Throws: `Failure`: `configuration` when PostgreSQL is missing, has another major version, or a folder cannot be
    ///   reached by the user who is to run it; `unavailable` with the end of the log when it does not come up.
    public func start() throws(Failure) {
        try checkHome()
        try makeHome()
        try FileLock.hold("\(home)/postgres.lock") { () throws(Failure) in
            let account = try Account.running(folder)
            try makeFolder(for: account)
            try launch(ClusterControl(server: self, program: Program(account: account)))
        }
    }

    /// Starts the server when it was made and is down; one that was never made is an error.
    public func ensureRunning() throws(Failure) {
        guard exists else {
            throw Failure(
                .configuration, "There is no private server in \(home).", remedy: "Make one with `earshot db start`.")
        }
        try start()
    }

    /// Stops the server: open transactions are rolled back, their clients told. Does nothing when it is down.
    public func stop() throws(Failure) {
        guard processID != nil else { return }
        try FileLock.hold("\(home)/postgres.lock") { () throws(Failure) in
            let control = ClusterControl(server: self, program: Program(account: try Account.running(folder)))
            if processID != nil { try control.stop(try installation()) }
        }
    }

    private func launch(_ control: ClusterControl) throws(Failure) {
        if processID != nil {
            // One that cannot be started again, or that somebody works on, goes on as it is.
            guard isOutdated, let installation = try? installation(), !isInUse else { return }
            try control.stop(installation)
            try control.start(installation)
        } else if major != nil {
            try control.start(try installation())
        } else {
            let newest = try Installation.forNewCluster(among: installations())
            try control.create(newest)
            try control.start(newest)
        }
    }

    /// The installation that runs the cluster.
    ///
    /// - Throws: `Failure` of kind `configuration` with the way out where its major version is not on this machine.
    func installation() throws(Failure) -> Installation {
        try .running(major: major ?? 0, cluster: data, among: installations())
    }
}

extension PrivateServer {
    /// Name of its superuser and of its database.
    static let name = "earshot"

    var folder: String { "\(home)/postgres" }
    var data: String { "\(folder)/data" }
    var log: String { "\(folder)/log" }
    var socketFolder: SocketFolder { SocketFolder(of: folder, userID: geteuid()) }

    /// Major version of the cluster; nil when there is none.
    private var major: Int? {
        let version = try? String(contentsOfFile: "\(data)/PG_VERSION", encoding: .utf8)
        return version.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// The server's process; nil when it is down.
    ///
    /// After a crash the number in `postmaster.pid` may belong to somebody else, so its command line must name our folder.
    var processID: Int32? {
        guard let text = try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8),
            let number = text.split(separator: "\n").first.flatMap({ Int32($0) }),
            let command = FileManager.default.contents(atPath: "/proc/\(number)/cmdline"),
            command.split(separator: 0).contains(where: { $0.elementsEqual(data.utf8) })
        else { return nil }
        return number
    }

    /// `pg_ctl` hands the path to a shell between double quotes.
    private func checkHome() throws(Failure) {
        guard home.contains(where: { "\"$`\\\n".contains($0) }) else { return }
        throw Failure(
            .configuration, "PostgreSQL cannot live in \(home.debugDescription).",
            remedy: "Choose a folder for EARSHOT_HOME without quotes, `$`, backquotes, backslashes and line breaks.")
    }

    private func makeHome() throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .cannotCreate, "Cannot create the folder \(home).",
                remedy: "Set EARSHOT_HOME to a folder that you may write to.")
        }
    }

    private func makeFolder(for account: Account?) throws(Failure) {
        if mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw Failure(.cannotCreate, "Cannot create the folder \(folder): \(String(cString: strerror(errno))).")
        }
        guard let account else { return }
        if lchown(folder, account.userID, account.groupID) != 0 {
            throw Failure(.permission, "Cannot give \(folder) to \(account.name): \(String(cString: strerror(errno))).")
        }
        try account.checkReach(of: folder)
    }
}
