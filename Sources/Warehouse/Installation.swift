import Foundation

/// The programs of one major version of PostgreSQL on this machine.
struct Installation: Equatable, Sendable {
    /// Major version, for example 15.
    let major: Int
    /// The folder that holds `initdb`, `pg_ctl` and `postgres`.
    let folder: String

    /// The oldest version whose features the schema uses.
    static let oldestMajor = 15

    /// Path of one of its programs.
    func program(_ name: String) -> String { "\(folder)/\(name)" }

    /// Every installation of the machine, newest first: where Debian and Ubuntu put them (`/usr/lib/postgresql/15/bin`),
    /// where the packages of postgresql.org put them on Red Hat (`/usr/pgsql-15/bin`), and on the search path.
    static func all(searchPath: String) -> [Installation] {
        let found = numbered(in: "/usr/lib/postgresql", suffix: "/bin") + pgdg() + onPath(searchPath)
        var seen = Set<String>()
        let distinct = found.filter { isComplete($0.folder) && seen.insert($0.folder).inserted }
        return distinct.sorted { $0.major > $1.major }
    }

    private static func numbered(in parent: String, prefix: String = "", suffix: String) -> [Installation] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix(prefix), let major = Int(name.dropFirst(prefix.count)) else { return nil }
            return Installation(major: major, folder: "\(parent)/\(name)\(suffix)")
        }
    }

    private static func pgdg() -> [Installation] {
        numbered(in: "/usr", prefix: "pgsql-", suffix: "/bin")
    }

    /// Those in the folders of a search path.
    static func onPath(_ searchPath: String) -> [Installation] {
        searchPath.split(separator: ":").compactMap { folder in
            let control = "\(folder)/pg_ctl"
            guard control.hasPrefix("/"), FileManager.default.isExecutableFile(atPath: control) else { return nil }
            let resolved = URL(fileURLWithPath: control).resolvingSymlinksInPath().deletingLastPathComponent().path
            return major(of: control).map { Installation(major: $0, folder: resolved) }
        }
    }

    /// The major version that `pg_ctl --version` tells, as in `pg_ctl (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
    private static func major(of control: String) -> Int? {
        let outcome = try? Program(account: nil).run(control, ["--version"])
        let words = outcome?.output.split(separator: " ") ?? []
        guard words.count > 2 else { return nil }
        return Int(words[2].prefix { $0.isNumber })
    }

    private static func isComplete(_ folder: String) -> Bool {
        ["initdb", "pg_ctl", "postgres"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
        }
    }
}

extension Installation {
    /// The one to make a new cluster with: the newest.
    static func forNewCluster(among installations: [Installation]) throws(Failure) -> Installation {
        guard let newest = installations.first, newest.major >= oldestMajor else {
            let found = installations.first.map { "only \($0.major) in \($0.folder)" } ?? "none"
            throw Failure(
                .configuration, "PostgreSQL \(oldestMajor) or newer is needed; found \(found).",
                remedy: "Install it, for example with `apt-get install postgresql`.")
        }
        return newest
    }

    /// The one that runs an existing cluster: its own major version, since another one cannot read its files.
    static func running(
        major: Int, cluster: String, among installations: [Installation]
    ) throws(Failure) -> Installation {
        if let same = installations.first(where: { $0.major == major }) { return same }
        let found = installations.map { "\($0.major) in \($0.folder)" }.joined(separator: ", ")
        throw Failure(
            .configuration,
            "The server's files in \(cluster) belong to PostgreSQL \(major); found \(found.isEmpty ? "none" : found).",
            remedy: advice(major: major, cluster: cluster, newest: installations.first))
    }

    private static func advice(major: Int, cluster: String, newest: Installation?) -> String {
        let install = "Install it again with `apt-get install postgresql-\(major)`"
        guard let newest, newest.major > major else { return "\(install)." }
        let next = "\(cluster).\(newest.major)"
        return """
            \(install); to go on with \(newest.major) then run, as the owner of \(cluster) and from a folder of theirs:
              \(newest.program("initdb")) -D \(next) --locale=C.UTF-8 --lc-collate=C -E UTF8 -U earshot --data-checksums
              \(newest.program("pg_upgrade")) -U earshot -b /usr/lib/postgresql/\(major)/bin -B \(newest.folder) \
            -d \(cluster) -D \(next)
              cp \(cluster)/pg_hba.conf \(cluster)/postgresql.conf \(cluster)/earshot.conf \(next)/
              mv \(cluster) \(cluster).\(major) && mv \(next) \(cluster)
            """
    }
}
