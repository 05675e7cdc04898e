import Foundation

/// What PostgreSQL's own programs do to the private server's cluster, run by the user it belongs to.
struct ClusterControl {
    let server: PrivateServer
    let program: Program

    /// Makes the cluster and its database under another name first, so that it is there whole or not at all.
    func create(_ installation: Installation) throws(Failure) {
        let draft = "\(server.data).new"
        try must(program.shell(#"rm -rf -- "$1""#, [draft]), "clear \(draft)")
        let synchronised = server.isDurable ? [] : ["--no-sync"]
        // C.UTF-8 orders as C does, but the server knows only of the latter that bytes can be compared.
        let options = [
            "--locale=C.UTF-8", "--lc-collate=C", "-E", "UTF8", "-A", "trust", "-U", PrivateServer.name,
            "--data-checksums",
        ]
        try must(
            program.run(installation.program("initdb"), ["-D", draft] + options + synchronised),
            "make a cluster in \(server.folder)")
        try write(ServerConfiguration.access, to: "\(draft)/pg_hba.conf")
        try write("\ninclude 'earshot.conf'\n", to: "\(draft)/postgresql.conf", appending: true)
        try configure(draft)
        try must(
            program.shell(
                #"echo "create database $3" | "$1" --single -D "$2" postgres"#,
                [installation.program("postgres"), draft, PrivateServer.name]),
            "make the database in \(server.folder)")
        try must(program.shell(#"mv -T -- "$1" "$2""#, [draft, server.data]), "rename \(draft)")
    }

    /// Starts the server and waits until it accepts connections, at most five minutes: after a crash it recovers first.
    func start(_ installation: Installation) throws(Failure) {
        try configure(server.data)
        try makeSocketFolder()
        var attempts = 0
        while try !launch(installation) {
            attempts += 1
            guard attempts < 25, isOutlived else { throw refusal }
            usleep(200_000)
        }
    }

    private func launch(_ installation: Installation) throws(Failure) -> Bool {
        try program.run(
            installation.program("pg_ctl"), ["start", "-w", "-t", "300", "-s", "-D", server.data, "-l", server.log]
        ).succeeded
    }

    /// Whether processes of a server that was killed are still about to end, as they do within a second or two.
    private var isOutlived: Bool {
        let end = logEnd.split(separator: "\n").last ?? ""
        return end.contains("already exists") || end.contains("still in use")
    }

    private var refusal: Failure {
        if logEnd.contains(String(cString: strerror(ENOSPC))) {
            return Failure(
                .busy, "The disk of the private server in \(server.folder) is full, so the server does not start.",
                remedy: "Make room on it, then run this again. The server's log is \(server.log).")
        }
        return Failure(
            .unavailable, "The private server in \(server.folder) does not start. The end of its log:\n\(logEnd)",
            remedy: "The whole log is \(server.log).")
    }

    /// Stops the server and waits until it is gone.
    func stop(_ installation: Installation) throws(Failure) {
        try must(
            program.run(
                installation.program("pg_ctl"), ["stop", "-w", "-t", "300", "-s", "-m", "fast", "-D", server.data]),
            "stop the private server")
        rmdir(server.socketFolder.path)
    }

    private func configure(_ cluster: String) throws(Failure) {
        let configuration = ServerConfiguration(socketFolder: server.socketFolder.path, isDurable: server.isDurable)
        try write(configuration.text, to: "\(cluster)/earshot.conf")
    }

    /// A folder in `/run` or `/tmp` may be gone after a restart of the machine, or be somebody else's trap.
    private func makeSocketFolder() throws(Failure) {
        let path = server.socketFolder.path
        let owner = program.account?.userID ?? geteuid()
        if mkdir(path, 0o700) == 0 {
            if let account = program.account, lchown(path, account.userID, account.groupID) != 0 {
                throw Failure(.permission, "Cannot give \(path) to \(account.name).")
            }
            return
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == owner,
            status.st_mode & 0o077 == 0
        else {
            throw Failure(
                .permission, "The folder \(path) of the server's socket cannot be made, or is somebody else's.",
                remedy: "Remove it, or set EARSHOT_HOME to another folder.")
        }
    }

    /// Writes as the owner of the cluster: root following a link that the owner made would be a way to become root.
    private func write(_ text: String, to path: String, appending: Bool = false) throws(Failure) {
        let line = appending ? #"printf %s "$2" >> "$1""# : #"printf %s "$2" > "$1""#
        try must(program.shell(line, [path, text]), "write \(path)")
    }

    private func must(_ outcome: Program.Outcome, _ deed: String) throws(Failure) {
        if outcome.succeeded { return }
        throw Failure(.unavailable, "Could not \(deed):\n\(outcome.output.suffix(2000))")
    }

    private var logEnd: String {
        let text = FileManager.default.contents(atPath: server.log).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").suffix(10).joined(separator: "\n")
    }
}
