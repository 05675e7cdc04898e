public import Postgres
import Warehouse

/// Whom the references of records mean, as far as that depends on the own domains.
public enum Resolution {
    /// Makes the configured own domains the setting, and resolves every reference again where the own domains are not those
    /// of the last time; the weeks of records that belong to somebody else now are marked.
    ///
    /// - Parameters:
    ///   - ownDomains: What `earshot.yaml` says; nil: nothing, so the setting stands.
    ///   - connection: A session that holds the writer's lock.
    ///   - now: The instant taken for the present.
    public static func update(ownDomains: [String]?, on connection: Connection, now: Timestamp) throws {
        if let ownDomains { try keep(ownDomains, on: connection, now: now) }
        guard try !connection.rows("select from core.stale_resolution").isEmpty else { return }
        try connection.transaction {
            try LoadScript(named: "context").run(on: connection)
            try connection.execute(
                """
                insert into load_context (load_id, kind, source, observed_at, sha256, is_complete, present, started_at)
                values (0, '', '', \(now), '', false, '{}', \(now))
                """)
            try LoadScript(named: "references").run(on: connection)
            try LoadScript(named: "marks").run(on: connection)
        }
    }

    private static func keep(_ ownDomains: [String], on connection: Connection, now: Timestamp) throws {
        let known = Set(try connection.rows("select domain from core.own_domain").map { try $0["domain"] as String })
        guard known != Set(ownDomains.map { $0.lowercased() }) else { return }
        try Settings(connection).set("own_domains", to: ownDomains.joined(separator: ";"), now: now)
    }
}
