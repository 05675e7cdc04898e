import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// What the roles may do. The server is one for all tests, and so are the roles.
@Suite struct RolesTests {
    private let database: TestDatabase
    private let connection: Connection

    init() throws {
        database = try TestDatabase()
        connection = try database.connect()
    }

    // MARK: The matrix

    @Test func everyPrivilegeOnEveryObjectIsAsTheRulesSay() throws {
        #expect(try RoleMatrix.differences(connection) == [])
    }

    @Test func theMatrixSeesAnObjectThatNoRuleNames() throws {
        try connection.execute("create table ops.novelty (a integer)")
        try connection.execute("create function mart.novelty() returns integer language sql return 1")
        try Migrator().migrate(connection)
        let differences = try RoleMatrix.differences(connection)
        #expect(differences.contains { $0.hasPrefix("no rule: earshot_loader, table ops.novelty") })
        #expect(!differences.contains { $0.contains("mart.novelty") }, "calculations of mart are for all who read it")
    }

    @Test func theMatrixSeesAPrivilegeOnASingleColumn() throws {
        try connection.execute("grant select (segment) on core.membership to earshot_analyst")
        #expect(try RoleMatrix.differences(connection).count == 1)
    }

    @Test func rightsConvergeOnWhatStandsInTheFile() throws {
        try connection.execute("grant select on core.person to earshot_analyst, public")
        try connection.execute("grant delete on ops.load to earshot_loader")
        try connection.execute("revoke select on mart.week from earshot_analyst")
        #expect(try RoleMatrix.differences(connection) != [])
        try Migrator().migrate(connection)
        #expect(try RoleMatrix.differences(connection) == [])
    }

    @Test func theDatabaseIsOpenedToWhomItIsClosed() throws {
        let name = Identifier(database.name)
        try connection.execute("revoke all on database \(name) from public")
        try Migrator().migrate(connection)
        let rows = try connection.rows(
            """
            select role, privilege
            from unnest(array['earshot_owner', 'earshot_loader', 'earshot_analyst', 'earshot_exporter']) as role
            cross join unnest(array['connect', 'create', 'temporary']) as privilege
            where has_database_privilege(role, current_database(), privilege)
            order by 1, 2
            """)
        #expect(
            try rows.map { "\(try $0["role"] as String) \(try $0["privilege"] as String)" } == [
                "earshot_analyst connect", "earshot_exporter connect", "earshot_loader connect",
                "earshot_loader temporary",
                "earshot_owner connect", "earshot_owner create", "earshot_owner temporary",
            ])
    }

    // MARK: Owner

    @Test func everythingBelongsToTheOwnerWhoeverMadeIt() throws {
        try connection.execute("create table core.later (a bigint generated always as identity)")
        try connection.execute("create view mart.later as select a from core.later")
        try connection.execute("create procedure ops.later() language sql begin atomic end")
        #expect(try strangers().count == 4)
        try Migrator().migrate(connection)
        #expect(try strangers() == [])
    }

    @Test func whatTheOwnerMakesIsCoveredAtOnce() throws {
        try connection.execute("set role earshot_owner")
        try connection.execute("create view mart.later as select 1 as a")
        try connection.execute("create function core.later() returns integer language sql return 1")
        try connection.execute("reset role")
        let rights = try connection.rows(
            """
            select
                has_table_privilege('earshot_analyst', 'mart.later', 'select') as may_read,
                has_function_privilege('public', 'core.later()', 'execute') as may_all_call,
                has_function_privilege('earshot_loader', 'core.later()', 'execute') as may_loader_call
            """)[0]
        #expect(try rights["may_read"] && rights["may_loader_call"])
        #expect(try !rights["may_all_call"])
    }

    // MARK: Analyst

    @Test func anAnalystReadsAllOfMartAndNothingElse() throws {
        try addFigures()
        let relations = try connection.rows(
            """
            select format('%I.%I', namespace.nspname, relation.relname) as name, namespace.nspname = 'mart' as is_mart
            from pg_class as relation
            join pg_namespace as namespace on namespace.oid = relation.relnamespace
            where namespace.nspname in ('core', 'mart', 'ops') and relation.relkind in ('r', 'v')
            """
        ).map { (name: try $0["name"] as String, isMart: try $0["is_mart"] as Bool) }
        try connection.execute("set role earshot_analyst")
        for relation in relations {
            let state = try refusal(SQL(text: "select * from \(relation.name)"))
            #expect(state == (relation.isMart ? nil : .insufficientPrivilege), "\(relation.name)")
        }
    }

    @Test func figuresOfLeadersAreForExportOnly() throws {
        try addFigures()
        for (role, count) in [("earshot_analyst", 1), ("earshot_exporter", 2), ("earshot_loader", 2)] {
            try connection.execute("set role \(Identifier(role))")
            for table in ["metric_value", "metric_revision"] {
                let rows = try connection.rows("select dimension from \(Identifier("mart", table))")
                #expect(rows.count == count, "\(role), \(table)")
            }
        }
    }

    @Test func everyTableOfMartWithADimensionHidesLeaders() throws {
        let open = try connection.rows(
            """
            select attribute.attrelid::regclass::text as name
            from pg_attribute as attribute
            join pg_class as relation on relation.oid = attribute.attrelid
            where relation.relnamespace = 'mart'::regnamespace and relation.relkind = 'r'
                and attribute.attname = 'dimension' and attribute.atttypid = 'text'::regtype
                and not relation.relrowsecurity
                and relation.relname <> 'target'
            """)
        #expect(try open.map { try $0["name"] as String } == [])
    }

    // A view's functions run as its reader, who may not read the tables behind them.
    @Test func noViewOfMartCallsAFunctionThatReadsATable() throws {
        #expect(try viewsThatCallReaders() == [])
        try connection.execute(
            "create view mart.later as select core.reporting_tz() as zone")
        #expect(try viewsThatCallReaders() == ["mart.later calls core.reporting_tz()"])
    }

    // MARK: Functions

    @Test func namesInFunctionsMeanOurs() throws {
        let rows = try connection.rows(
            """
            select routine.oid::regprocedure::text as name
            from pg_proc as routine
            join pg_language as language on language.oid = routine.prolang
            where routine.pronamespace in ('core'::regnamespace, 'mart'::regnamespace, 'ops'::regnamespace)
                and language.lanname <> 'internal'
                and routine.prosqlbody is null
                and not coalesce(array_to_string(routine.proconfig, ',') like '%search_path=%', false)
            """)
        #expect(try rows.map { try $0["name"] as String } == [], "parsed when made, or with a search path of its own")
    }

    @Test func shadowsInThePathAndAmongTemporaryObjectsChangeNothing() throws {
        let figures: SQL = """
            select pg_catalog.concat_ws(
                ' ', core.reporting_tz(), core.settings_at('2026-03-02'), mart.wilson(3, 4), mart.share(3, 4, 0),
                mart.differs(1, 2)) as figures
            """
        let before: String = try connection.rows(figures)[0]["figures"]
        try connection.executeScript(
            """
            create schema shadow;
            create temporary table setting (setting text, valid_from date, value text);
            create temporary table setting_definition (setting text, default_value text);
            insert into setting values ('reporting_tz', '-infinity', 'Asia/Tokyo');
            create domain pg_temp.text as pg_catalog.int4;
            create function shadow.greatest_of(double precision, double precision) returns double precision
                language sql return 42;
            create operator shadow./ (
                leftarg = double precision, rightarg = double precision, function = shadow.greatest_of);
            create function shadow.abs(double precision) returns double precision language sql return 0;
            create function shadow.sqrt(double precision) returns double precision language sql return 0;
            set search_path = shadow, pg_catalog;
            """)
        let shadowed: Double = try connection.rows("select 4::double precision / 2 as half")[0]["half"]
        #expect(shadowed == 42, "the shadow is cast")
        #expect(try connection.rows(figures)[0]["figures"] == before)
    }

    // MARK: Loader

    @Test(arguments: [
        "drop table core.ticket", "alter table core.ticket add evil text", "create table core.evil (a integer)",
        "create schema evil", "create view mart.evil as select 1", "truncate core.ticket",
        "delete from ops.load", "update ops.load set status = 'loaded'", "delete from ops.rejection",
        "update mart.metric_revision set reason = 'forced'", "update mart.edition set edition = 7",
        "delete from core.customer_ref",
        "update core.setting_definition set default_value = 'UTC'",
        "insert into ops.migration values (9, '', '', now())",
        "create or replace function core.reporting_tz() returns text language sql return 'UTC'",
        "alter role earshot_loader superuser", "set role earshot_owner", "create extension dblink",
        "copy (select 1) to program 'cat'", "create temporary table t (a text); copy t from program 'id'",
        "create temporary table t (a text); copy t from '/etc/passwd'", "copy (select 1) to '/tmp/earshot-evil'",
        "select pg_read_file('/etc/passwd')", "select pg_ls_dir('/')", "select lo_import('/etc/passwd')",
    ])
    func aLoaderIsRefused(statement: String) throws {
        let loader = try login(in: "earshot_loader")
        let error = #expect(throws: PostgresError.self) { try loader.executeScript(statement) }
        #expect(error?.sqlState == .insufficientPrivilege)
    }

    @Test func aLoaderSetsSettings() throws {
        let loader = try login(in: "earshot_loader")
        let now = try #require(Timestamp("2026-03-11 12:00:00+00"))
        try Settings(loader).set("leader_interviews", to: "3", now: now)
        try Settings(loader).set("leader_interviews", to: "4", now: now)
        #expect(try Settings(loader).get("leader_interviews", now: now).value == "4")
        #expect(try Migrator().isCurrent(loader))
    }

    // MARK: Migrating

    @Test func whoMayNotMakeRolesIsToldWhatAnAdministratorCanDo() throws {
        let own = try TestDatabase(isMigrated: false)
        let migrating = try login(owning: own)
        let failure = #expect(throws: Failure.self) { try Migrator().migrate(migrating) }
        #expect(failure?.kind == .permission)
        #expect(failure?.remedy?.contains("--no-roles") == true)
        #expect(try Migrator().isCurrent(migrating), "what could be done is done")
        #expect(try Migrator().migrate(migrating, withRoles: false) == [])

        let administrator = try own.connect()
        try administrator.executeScript(try #require(try Migrator().roles).script)
        #expect(try RoleMatrix.differences(administrator) == [])
        try migrating.execute("create table core.later (a integer)")
        try Migrator().migrate(migrating)
        let owner = try administrator.rows(
            "select relowner::regrole::text as owner from pg_class where oid = 'core.later'::regclass")
        #expect(try owner[0]["owner"] == "earshot_owner")
    }

    @Test func severalDatabasesSeeToTheRolesAtOnce() async throws {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 1...3 {
                group.addTask {
                    let another = try TestDatabase(isMigrated: false)
                    let connection = try another.connect()
                    try Migrator().migrate(connection)
                    return try RoleMatrix.differences(connection)
                }
            }
            for try await differences in group { #expect(differences == []) }
        }
    }
}

extension RolesTests {
    /// One figure of a department and one of a leader, now and before.
    private func addFigures() throws {
        for dimension in ["department", "leader"] {
            try connection.execute(
                """
                insert into mart.metric_value (
                    week_start, metric, dimension, member, statistic, unit, value, n, excluded, status, version, computed_at)
                values ('2026-03-02', 'leader_cadence', \(dimension), 'a', 'count', 'count', 1, 1, 0, 'ok', 1, '2026-03-09')
                """)
            try connection.execute(
                """
                insert into mart.metric_revision (
                    week_start, metric, dimension, member, statistic, revision, unit, value, n, excluded, status, version,
                    edition, reason, replaced_at)
                values ('2026-03-02', 'leader_cadence', \(dimension), 'a', 'count', 1, 'count', 1, 1, 0, 'ok', 1, 1,
                    'late_data', '2026-03-09')
                """)
        }
    }

    /// SQLSTATE with which a query is refused; nil: it is not.
    private func refusal(_ query: SQL) throws -> SQLState? {
        do {
            _ = try connection.rows(query)
            return nil
        } catch {
            return error.sqlState
        }
    }

    /// What in our schemas belongs to somebody else.
    private func strangers() throws -> [String] {
        try connection.rows(
            """
            with
            ours as (
                select oid from pg_namespace where nspname in ('core', 'mart', 'ops')
            )
            select relation.oid::regclass::text as name, relation.relowner as owner
            from pg_class as relation join ours on ours.oid = relation.relnamespace
            where relation.relkind <> 'i' and relation.relowner <> 'earshot_owner'::regrole
            union all
            select routine.oid::regprocedure::text, routine.proowner
            from pg_proc as routine join ours on ours.oid = routine.pronamespace
            where routine.proowner <> 'earshot_owner'::regrole
            union all
            select kind.oid::regtype::text, kind.typowner
            from pg_type as kind join ours on ours.oid = kind.typnamespace
            where kind.typrelid = 0 and kind.typelem = 0 and kind.typowner <> 'earshot_owner'::regrole
            union all
            select ours.oid::regnamespace::text, namespace.nspowner
            from pg_namespace as namespace join ours on ours.oid = namespace.oid
            where namespace.nspowner <> 'earshot_owner'::regrole
            order by name
            """
        ).map { try $0["name"] }
    }

    /// Views of mart and the functions they call, directly or not, that read a relation.
    private func viewsThatCallReaders() throws -> [String] {
        try connection.rows(
            """
            with recursive
            call as (
                select rule.ev_class as view, dependency.refobjid as routine
                from pg_rewrite as rule
                join pg_class as relation on relation.oid = rule.ev_class
                join pg_depend as dependency on dependency.classid = 'pg_rewrite'::regclass and dependency.objid = rule.oid
                join pg_proc as called on called.oid = dependency.refobjid
                -- What runs with its owner's rights reads with them, as a view does.
                where relation.relnamespace = 'mart'::regnamespace and dependency.refclassid = 'pg_proc'::regclass
                    and not called.prosecdef
                union
                select call.view, dependency.refobjid
                from call
                join pg_depend as dependency on dependency.classid = 'pg_proc'::regclass and dependency.objid = call.routine
                where dependency.refclassid = 'pg_proc'::regclass
            )
            select distinct format('%s calls %s', call.view::regclass, call.routine::regprocedure) as call
            from call
            join pg_depend as dependency on dependency.classid = 'pg_proc'::regclass and dependency.objid = call.routine
            where dependency.refclassid = 'pg_class'::regclass
            order by 1
            """
        ).map { try $0["call"] }
    }

    /// A session in the database as a new login that is a member of `role`.
    private func login(in role: String) throws -> Connection {
        let name = try newLogin(connection)
        try connection.execute("grant \(Identifier(role)) to \(Identifier(name))")
        return try Connection(ConnectionOptions(target: "\(database.options.target) user=\(name)"))
    }

    /// A session as a new login that owns a database and is nothing else.
    private func login(owning database: TestDatabase) throws -> Connection {
        let name = try newLogin(connection)
        try connection.execute("alter database \(Identifier(database.name)) owner to \(Identifier(name))")
        return try Connection(ConnectionOptions(target: "\(database.options.target) user=\(name)"))
    }

    private func newLogin(_ connection: Connection) throws -> String {
        let name = "login_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        try connection.execute("create role \(Identifier(name)) login")
        return name
    }
}
