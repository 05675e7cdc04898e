import Postgres
import TestSupport
import Testing

@testable import Warehouse

@Suite struct DatabaseTests {
    private let nowhere = PrivateServer(home: "/nonexistent", isDurable: false)

    @Test func prefersTheCommandLineThenTheConfigurationThenTheEnvironment() throws {
        let environment = ["PGHOST": "somewhere"]
        let first = try Database(url: "dbname=a", configured: "dbname=b", environment: environment, server: nowhere)
        #expect(first.origin == .commandLine && first.target == "dbname=a")
        let second = try Database(configured: "dbname=b", environment: environment, server: nowhere)
        #expect(second.origin == .configuration && second.target == "dbname=b")
        let third = try Database(environment: environment, server: nowhere)
        #expect(third.origin == .environment && third.target.isEmpty)
    }

    @Test(arguments: [[:], ["PGUSER": "me"], ["PGHOST": ""]])
    func saysWhatToDoWhenNothingNamesADatabase(environment: [String: String]) throws {
        let failure = #expect(throws: Failure.self) { try Database(environment: environment, server: nowhere) }
        #expect(failure?.kind == .configuration)
        #expect(failure?.remedy?.contains("earshot db start") == true)
    }

    @Test(arguments: [
        "postgresql://me:secret@host/db", "postgres://:secret@/db", "postgresql://host/db?password=secret",
        "host=here password=secret", "password = secret",
    ])
    func refusesAPassword(target: String) throws {
        let failure = #expect(throws: Failure.self) { try Database(url: target, environment: [:], server: nowhere) }
        #expect(failure?.kind == .configuration)
        #expect(failure?.description.contains("secret") == false)
    }

    @Test(arguments: ["postgresql://me@host:5432/db", "postgresql:///db?host=/run/postgresql", "host=here passfile=/x"])
    func takesAnAddressWithoutPassword(target: String) throws {
        #expect(try Database(url: target, environment: [:], server: nowhere).target == target)
    }

    @Test func startsAndMigratesThePrivateServer() throws {
        let folder = try TemporaryFolder(under: Scratch.folder)
        let server = PrivateServer(home: folder.path, isDurable: false)
        defer { try? server.stop() }
        try server.start()
        try server.stop()
        let database = try Database(environment: [:], server: server)
        #expect(database.origin == .privateServer)
        let connection = try database.open(as: "test")
        #expect(try connection.rows("select from core.ticket").isEmpty)
    }

    @Test func leavesAForeignDatabaseToTheCommandMigrate() throws {
        let foreign = try TestDatabase(isMigrated: false)
        let database = try Database(url: foreign.options.target, environment: [:], server: nowhere)
        let failure = #expect(throws: Failure.self) { try database.open(as: "test") }
        #expect(failure?.kind == .configuration)
        #expect(failure?.remedy?.contains("earshot migrate") == true)
    }

    @Test func tellsAnUnreachableServerFromABusyOne() throws {
        let database = try Database(url: "host=/nonexistent", environment: [:], server: nowhere)
        let failure = #expect(throws: Failure.self) { try database.connect(as: "test") }
        #expect(failure?.kind == .unavailable)
    }
}
