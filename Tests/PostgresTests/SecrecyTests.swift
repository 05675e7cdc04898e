import Postgres
import Testing

/// A planted value never appears in an error.
struct SecrecyTests {
    let connection: Connection
    static let canary = "canary7531"

    init() throws {
        connection = try Connection(testOptions())
        try connection.executeScript(
            """
            create temporary table person (
                email text constraint person_once unique constraint person_is_not_planted check (email <> 'canary7531x'),
                age int
            );
            insert into person values ('canary7531');
            """)
    }

    @Test(
        arguments: [
            ("insert into person values (\(canary))", .uniqueViolation),
            ("insert into person values (\(canary + "x"))", .checkViolation),
            ("select \(canary)::text::int", .invalidTextRepresentation),
            ("select \(canary)::text::timestamptz", "22007"),
            ("select to_date(\(canary), 'YYYY')", "22007"),
            ("select \(canary)::text::jsonb", .invalidTextRepresentation),
            ("select (\(canary) || ' (')::text::tsquery", "42601"),
            ("select set_config('TimeZone', \(canary), false)", .invalidParameterValue),
            ("do $$ begin raise exception 'canary7531' using detail = 'canary7531'; end $$", "P0001"),
        ] as [(SQL, SQLState)])
    func `the server quotes it, the error does not`(sql: SQL, state: SQLState) throws {
        let error = try #require(throws: PostgresError.self) { try connection.execute(sql) }
        #expect(error.sqlState == state)
        #expect(!String(reflecting: error).contains(Self.canary))
        #expect(!String(describing: error).contains(Self.canary))
        #expect(!error.message.isEmpty)
    }

    @Test func `an error of COPY does not quote its row`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.copyIn("person", columns: ["email"]) { copy in
                try copy.append(Self.canary)
                try copy.endRow()
            }
        }
        #expect(error.sqlState == .uniqueViolation)
        #expect(error.constraint == "person_once")
        #expect(!String(reflecting: error).contains(Self.canary))
    }

    @Test func `our own mistakes are told in full`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.execute("select nothing_here from person")
        }
        #expect(error.message.contains("nothing_here"))
    }
}
