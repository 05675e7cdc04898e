import Postgres
import Testing

struct TransactionTests {
    let connection: Connection

    init() throws {
        connection = try Connection(testOptions())
        try connection.execute(
            "create temporary table item (id int constraint item_once unique deferrable initially deferred)")
    }

    private struct Interruption: Error {}

    private func count() throws -> Int {
        try #require(connection.rows("select count(*) from item").first)[0]
    }

    @Test func `what the body returns is committed`() throws {
        let result = try connection.transaction { try connection.execute("insert into item values (1), (2)") }
        #expect(result == 2)
        #expect(try count() == 2)
    }

    @Test func `the body's error wins and nothing is kept`() throws {
        #expect(throws: Interruption.self) {
            try connection.transaction {
                try connection.execute("insert into item values (1)")
                throw Interruption()
            }
        }
        #expect(try count() == 0)
    }

    @Test func `the body's error wins even when the session is gone`() throws {
        #expect(throws: Interruption.self) {
            try connection.transaction {
                connection.close()
                throw Interruption()
            }
        }
    }

    @Test func `a transaction within one is refused and the outer one goes on`() throws {
        try connection.transaction {
            try connection.execute("insert into item values (1)")
            let error = #expect(throws: PostgresError.self) { try connection.transaction {} }
            #expect(error?.kind == .misuse)
            #expect(error?.outcome == .notSent)
        }
        #expect(try count() == 1)
    }

    @Test func `a transaction begun by hand is not taken over`() throws {
        try connection.execute("begin")
        let error = try #require(throws: PostgresError.self) { try connection.transaction {} }
        #expect(error.kind == .misuse)
    }

    @Test func `an error the body swallows is not taken for a commit`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.transaction {
                try connection.execute("insert into item values (1)")
                _ = try? connection.execute("select 1 / 0")
            }
        }
        #expect(error.outcome == .rolledBack)
        #expect(try count() == 0)
    }

    @Test func `an error of COMMIT itself is rolled back`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.transaction { try connection.execute("insert into item values (1), (1)") }
        }
        #expect(error.sqlState == .uniqueViolation)
        #expect(error.constraint == "item_once")
        #expect(error.outcome == .rolledBack)
        #expect(try connection.transaction { try count() } == 0)
    }

    @Test func `isolation and access are as asked for`() throws {
        let modes: SQL =
            "select current_setting('transaction_isolation') as level, current_setting('transaction_read_only') as access"
        try connection.transaction(isolation: .repeatableRead, readOnly: true) {
            let row = try #require(connection.rows(modes).first)
            #expect(try row["level"] == "repeatable read")
            #expect(try row["access"] == "on")
        }
        let error = try #require(throws: PostgresError.self) {
            try connection.transaction(readOnly: true) { try connection.execute("create table never_made ()") }
        }
        #expect(error.sqlState == .readOnlyTransaction)
    }

    @Test func `a session killed in the body is rolled back`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.transaction {
                try Connection(testOptions()).execute(
                    "select pg_terminate_backend(\(connection.serverProcessID), 5000)")
                try connection.execute("select 1")
            }
        }
        #expect(error.outcome == .rolledBack)
        #expect(RetryRule.step(after: error, attempt: 1) == .reconnectAndRepeat)
    }

    @Test func `a session lost while COMMIT runs leaves a doubt`() throws {
        try connection.executeScript(
            """
            create function pg_temp.leave() returns trigger language plpgsql as
                $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
            create constraint trigger item_leaves after insert on item
                deferrable initially deferred for each row execute function pg_temp.leave();
            """)
        let error = try #require(throws: PostgresError.self) {
            try connection.transaction { try connection.execute("insert into item values (1)") }
        }
        #expect(error.outcome == .inDoubt)
        #expect(RetryRule.step(after: error, attempt: 1) == .lookUp)
    }
}
