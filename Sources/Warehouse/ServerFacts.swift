public import Postgres

/// What a server and its database say about themselves, as far as earshot depends on it.
public struct ServerFacts: Sendable {
    /// Version for people, such as `15.14 (Debian 15.14-0+deb12u1)`.
    public let version: String
    /// Version as a number, such as 150014.
    public let versionNumber: Int
    /// The oldest that will do.
    public static let oldestVersionNumber = Installation.oldestMajor * 10_000
    /// Encoding of the database, such as `UTF8`, and the collation of its text.
    public let encoding, collation: String
    /// Whether the system's collation changed since the indexes were made: what they hold may stand in the wrong order.
    public let isCollationOutdated: Bool
    /// Time zones that it knows.
    public let zoneCount: Int
    /// Whether it takes no writes: a standby, or told so.
    public let isReadOnly: Bool
    /// Role of the session.
    public let role: String
    /// Roles of earshot that are missing.
    public let missingRoles: [String]
    /// Whether the session's role may load, compute and publish.
    public let mayLoad: Bool

    /// Asks for them.
    public init(_ connection: Connection) throws {
        let rows = try Failure.telling {
            try connection.rows(
                """
                select
                    current_setting('server_version') as version,
                    current_setting('server_version_num')::integer as version_number,
                    pg_encoding_to_char(database.encoding) as encoding,
                    database.datcollate as collation,
                    coalesce(database.datcollversion <> pg_database_collation_actual_version(database.oid), false) as is_outdated,
                    (select count(*) from pg_timezone_names) as zone_count,
                    pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as is_read_only,
                    current_user::text as role,
                    array(
                        select wanted.name
                        from unnest(array['earshot_owner', 'earshot_loader', 'earshot_analyst', 'earshot_exporter'])
                            as wanted (name)
                        where to_regrole(wanted.name) is null
                        order by wanted.name
                    ) as missing_roles,
                    exists (
                        select
                        from pg_roles as role
                        where role.rolname in ('earshot_owner', 'earshot_loader')
                            and pg_has_role(role.oid, 'usage')) as may_load
                from pg_database as database
                where database.datname = current_database()
                """)
        }
        let row = rows[0]
        version = try row["version"]
        versionNumber = try row["version_number"]
        encoding = try row["encoding"]
        collation = try row["collation"]
        isCollationOutdated = try row["is_outdated"]
        zoneCount = try row["zone_count"]
        isReadOnly = try row["is_read_only"]
        role = try row["role"]
        missingRoles = try row["missing_roles"]
        mayLoad = try row["may_load"]
    }
}
