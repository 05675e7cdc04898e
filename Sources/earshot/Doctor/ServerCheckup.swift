import Postgres
import Warehouse

/// A look at the database that earshot works on.
struct ServerCheckup {
    let database: Database

    /// Everything found, in reading order; only the reason where nobody answers.
    func diagnoses() -> [Diagnosis] {
        let wasOutdated = database.origin == .privateServer && database.server.isOutdated
        do {
            let connection = try database.connect(as: "earshot doctor")
            let facts = try ServerFacts(connection)
            return [version(facts)] + (wasOutdated ? [upgrade] : []) + [
                text(facts), zones(facts), try clock(connection), writes(facts), schema(connection), roles(facts),
            ]
        } catch {
            return [.bad("database", error)]
        }
    }

    private func version(_ facts: ServerFacts) -> Diagnosis {
        let oldest = ServerFacts.oldestVersionNumber / 10_000
        return facts.versionNumber >= ServerFacts.oldestVersionNumber
            ? .good("database", "PostgreSQL \(facts.version), as \(facts.role)")
            : .bad(
                "database", .configuration, "it is PostgreSQL \(facts.version); \(oldest) or newer is needed",
                remedy: "Upgrade it with `pg_upgrade`.")
    }

    /// Of our own server, under which PostgreSQL was upgraded: connecting restarts it where it can.
    private var upgrade: Diagnosis {
        guard database.server.isOutdated else {
            return .good("upgrade", "PostgreSQL was upgraded since the server started; the server was restarted")
        }
        do {
            try database.server.checkInstallation()
        } catch {
            return .bad("upgrade", error)
        }
        return .bad(
            "upgrade", .busy, "PostgreSQL was upgraded since the server started, and sessions at work keep it running",
            remedy: "Once they are done the next command restarts it; `earshot db stop` ends them.")
    }

    private func text(_ facts: ServerFacts) -> Diagnosis {
        if facts.encoding != "UTF8" {
            return .bad(
                "text", .configuration, "the database is encoded as \(facts.encoding)",
                remedy: "Make another one: create database … encoding 'UTF8' template template0.")
        }
        return facts.isCollationOutdated
            ? .bad(
                "text", .configuration, "the system's collation \(facts.collation) changed since the indexes were made",
                remedy: "Run `reindex database`, then `alter database … refresh collation version`.")
            : .good("text", "UTF8, collation \(facts.collation)")
    }

    private func zones(_ facts: ServerFacts) -> Diagnosis {
        facts.zoneCount > 100
            ? .good("time zones", "\(facts.zoneCount) are known")
            : .bad(
                "time zones", .configuration, "the server knows only \(facts.zoneCount)",
                remedy: "Install `tzdata` on its machine and start it anew.")
    }

    private func clock(_ connection: Connection) throws -> Diagnosis {
        guard let difference = try ServerClock(connection).difference else {
            return .good("clock", "that of the server agrees")
        }
        return .bad("clock", .configuration, difference, remedy: ServerClock.remedy)
    }

    private func writes(_ facts: ServerFacts) -> Diagnosis {
        facts.isReadOnly
            ? .bad(
                "writing", .permission, "the server takes no writes, perhaps it is a standby",
                remedy: "Name the primary: target_session_attrs=read-write.")
            : .good("writing", "the server takes writes")
    }

    private func schema(_ connection: Connection) -> Diagnosis {
        do {
            let migrator = try Migrator()
            if try migrator.isCurrent(connection) { return .good("schema", "it is current") }
            return .bad(
                "schema", .configuration, "it is not that of this program",
                remedy: "Run `earshot migrate`; `--plan` shows what it would do.")
        } catch {
            return .bad("schema", error)
        }
    }

    private func roles(_ facts: ServerFacts) -> Diagnosis {
        if !facts.missingRoles.isEmpty {
            return .bad(
                "roles", .permission, "missing are \(facts.missingRoles.joined(separator: ", "))",
                remedy: "Run `earshot migrate` as a role that may create roles.")
        }
        return facts.mayLoad
            ? .good("roles", "\(facts.role) may load, compute and publish")
            : .bad(
                "roles", .permission, "\(facts.role) may not load",
                remedy: "As an administrator: grant earshot_loader to \(Identifier(facts.role).quoted).")
    }
}
