import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

@Suite struct MigratorTests {
    private let database: TestDatabase
    private let connection: Connection
    private let folder: TemporaryFolder

    init() throws {
        database = try TestDatabase(isMigrated: false)
        connection = try database.connect()
        folder = try TemporaryFolder()
        try folder.write(
            "create schema core; create table core.thing (a integer, b integer);", to: "migrations/0001_thing.sql")
    }

    @Test func appliesEachMigrationOnceAndInOrder() throws {
        #expect(try migrate() == ["thing"])
        #expect(try migrate() == [])
        try folder.write("alter table core.thing add c integer;", to: "migrations/0002_more.sql")
        #expect(try migrate() == ["more"])
        let ledger = try connection.rows("select name from ops.migration order by version")
        #expect(try ledger.map { row -> String in try row["name"] } == ["thing", "more"])
    }

    @Test func namesAnAppliedFileThatWasChanged() throws {
        _ = try migrate()
        try folder.write("create schema core;", to: "migrations/0001_thing.sql")
        let failure = #expect(throws: Failure.self) { try migrate() }
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.contains("0001_thing.sql") == true)
    }

    @Test func refusesADatabaseNewerThanTheProgram() throws {
        try folder.write("select 1;", to: "migrations/0002_newer.sql")
        _ = try migrate()
        try FileManager.default.removeItem(atPath: "\(folder.path)/migrations/0002_newer.sql")
        let failure = #expect(throws: Failure.self) { try migrate() }
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.contains("newer") == true)
    }

    @Test func leavesNothingOfAMigrationThatFails() throws {
        try folder.write("create table core.half (a integer); select 1 / 0;", to: "migrations/0002_half.sql")
        let failure = #expect(throws: Failure.self) { try migrate() }
        #expect(failure?.kind == .defect)
        #expect(failure?.message.contains("0002_half.sql") == true)
        #expect(try connection.rows("select where to_regclass('core.half') is not null").isEmpty)
        #expect(try connection.rows("select from core.thing").isEmpty, "the step before it stays")
        try folder.write("create table core.half (a integer);", to: "migrations/0002_half.sql")
        #expect(try migrate() == ["half"])
    }

    @Test func refusesAGapInTheNumbers() throws {
        try folder.write("select 1;", to: "migrations/0003_gap.sql")
        let failure = #expect(throws: Failure.self) { try migrate() }
        #expect(failure?.kind == .configuration)
    }

    @Test func plansWhatItWouldRun() throws {
        try folder.write("create or replace view core.seen as select a from core.thing", to: "views/seen.sql")
        let migrator = try Migrator(folder: folder.path)
        #expect(try migrator.plan(connection).map(\.name) == ["migrations/0001_thing.sql", "views/seen.sql"])
        #expect(try !migrator.isCurrent(connection))
        try migrator.migrate(connection)
        #expect(try migrator.plan(connection).isEmpty)
        #expect(try migrator.isCurrent(connection))
    }

    @Test func createsViewsInTheOrderTheyNeed() throws {
        try folder.write("create or replace view core.a as select a from core.b", to: "views/a.sql")
        try folder.write("create or replace view core.b as select a from core.thing", to: "views/b.sql")
        _ = try migrate()
        #expect(try connection.rows("select * from core.a").isEmpty)
    }

    @Test func replacesViewsOnlyWhenAFileChanged() throws {
        try folder.write("create or replace view core.seen as select a from core.thing", to: "views/seen.sql")
        _ = try migrate()
        _ = try migrate()
        #expect(try connection.rows("select from ops.view_set").count == 1)
        try folder.write("create or replace view core.seen as select a, b from core.thing", to: "views/seen.sql")
        _ = try migrate()
        #expect(try connection.rows("select from ops.view_set").count == 2)
    }

    @Test func makesAViewAnewWhenAColumnVanished() throws {
        try writeTwoColumns()
        _ = try migrate()
        try writeOneColumn()
        _ = try migrate()
        let rows = try connection.rows("select * from core.seen")
        #expect(rows.isEmpty)
        #expect(throws: PostgresError.self) { try connection.rows("select b from core.seen") }
    }

    @Test func makesViewsAnewThatWereReplacedInAnotherOrderThanTheyNeed() throws {
        for columns in ["a, b", "a, b, a + b as c", "a"] {
            try folder.write("create or replace view core.a as select \(columns) from core.b", to: "views/a.sql")
            try folder.write(
                "create or replace view core.b as select a\(columns == "a" ? "" : ", b") from core.thing",
                to: "views/b.sql")
            _ = try migrate()
        }
        #expect(throws: PostgresError.self) { try connection.rows("select b from core.a") }
    }

    @Test func dropsAFunctionWithItsEarlierParameters() throws {
        func write(_ parameters: String, by helper: String) throws {
            try folder.write(
                "create or replace function core.\(helper)() returns int language sql begin atomic select 1; end",
                to: "views/helper.sql")
            try folder.write(
                "create or replace function core.sum(\(parameters)) returns int language sql "
                    + "begin atomic select core.\(helper)(); end", to: "views/sum.sql")
        }
        try write("a int, b int", by: "one")
        _ = try migrate()
        try write("a int", by: "two")
        _ = try migrate()
        let names: [String] = try connection.rows(
            """
            select oid::regprocedure::text as name from pg_proc
            where proname in ('one', 'two', 'sum') and pronamespace = 'core'::regnamespace order by name
            """
        ).map { try $0["name"] }
        #expect(names == ["core.sum(integer)", "core.two()"])
    }

    @Test func dropsAViewWhoseFileIsGone() throws {
        try writeTwoColumns()
        _ = try migrate()
        try FileManager.default.removeItem(atPath: "\(folder.path)/views/seen.sql")
        _ = try migrate()
        #expect(try connection.rows("select where to_regclass('core.seen') is null").count == 1)
    }

    @Test func namesAnAnalystsViewInsteadOfDroppingIt() throws {
        try writeTwoColumns()
        _ = try migrate()
        try connection.execute("create view public.mine as select b from core.seen")
        try writeOneColumn()
        let failure = #expect(throws: Failure.self) { try migrate() }
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.contains("mine") == true)
        #expect(try connection.rows("select b from public.mine").isEmpty)
    }

    @Test func namesWhoseTransactionIsInTheWay() throws {
        try writeTwoColumns()
        _ = try migrate()
        let analyst = try database.connect()
        try analyst.transaction {
            _ = try analyst.rows("select * from core.seen")
            try writeOneColumn()
            let failure = #expect(throws: Failure.self) { try migrate() }
            #expect(failure?.kind == .busy)
            #expect(failure?.message.contains("process \(analyst.serverProcessID)") == true)
        }
        _ = try migrate()
    }

    @Test func bringsAnEmptyDatabaseToTheSchemaOfThisProgram() throws {
        let migrator = try Migrator()
        #expect(try migrator.migrate(connection) == migrator.migrations)
        #expect(try migrator.isCurrent(connection))
    }

    private func migrate() throws -> [String] {
        try Migrator(folder: folder.path).migrate(connection).map(\.name)
    }

    private func writeTwoColumns() throws {
        try folder.write("create or replace view core.seen as select a, b from core.thing", to: "views/seen.sql")
    }

    private func writeOneColumn() throws {
        try folder.write("create or replace view core.seen as select a from core.thing", to: "views/seen.sql")
    }
}
