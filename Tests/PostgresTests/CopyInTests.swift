import Postgres
import Testing

struct CopyInTests {
    let connection: Connection
    let table: Identifier = "item"

    init() throws {
        connection = try Connection(testOptions())
        try connection.executeScript(
            """
            create temporary table item (
                id bigint constraint item_is_known primary key,
                label text constraint item_label_is_short check (length(label) < 50)
            )
            """)
    }

    private struct Interruption: Error {}

    private func labels() throws -> [String?] {
        try connection.rows("select label from item order by id").map { row in try row[0] }
    }

    @discardableResult
    private func copy(_ write: (inout CopyIn) throws -> Void) throws -> Int {
        try connection.copyIn(table, columns: ["id", "label"], write)
    }

    @Test func `every type arrives as the same bind would`() throws {
        try connection.executeScript(
            """
            create temporary table kind (
                flag boolean, small smallint, medium integer, large bigint, real double precision, label text, at timestamptz,
                day date, span interval, number numeric, tags text[], bytes bytea, document jsonb
            )
            """)
        let instant = Timestamp(microsecondsSinceUnixEpoch: 1_774_747_800_250_000)
        let day = CalendarDate(daysSinceUnixEpoch: -1)
        let columns = 13
        let copied = try connection.copyIn("kind", columns: []) { copy in
            try copy.append(true)
            try copy.append(-7 as Int16)
            try copy.append(70_000 as Int32)
            try copy.append(Int64.min)
            try copy.append(0.1)
            try copy.append("naïve \\N \"")
            try copy.append(instant)
            try copy.append(day)
            try copy.append(intervalMicroseconds: -90_000_000)
            try copy.append(numeric: "-1234567.000100")
            try copy.append(["", "NULL", "a,\"b"])
            try ([0, 255] as [UInt8]).withUnsafeBytes { bytes in try copy.append(bytes: bytes) }
            try Array(#"{"a": 1}"#.utf8).withUnsafeBufferPointer { utf8 in try copy.append(jsonb: utf8) }
            try copy.endRow()
            for _ in 0..<columns { try copy.appendNull() }
            try copy.endRow()
        }
        #expect(copied == 2)
        let matches = try connection.rows(
            """
            select count(*) from kind
            where flag and small = -7 and medium = 70000 and large = \(Int64.min) and real = 0.1::float8
                and label = \("naïve \\N \"") and at = \(instant) and day = \(day) and span = interval '-90 seconds'
                and number::text = '-1234567.000100' and tags = \(["", "NULL", "a,\"b"]) and bytes = \([0, 255] as [UInt8])
                and document = '{"a": 1}'
            """)
        #expect(try matches.first?[0] == 1)
        #expect(try connection.rows("select 1 from kind where kind is null").count == 1)
    }

    @Test(
        arguments: [
            "0", "-0", "1", "9999", "10000", "0.1", "0.00001", "123456789.987654321", "-0.000", "1e0", "00012.50", ".5",
            "5.",
            "99999999999999999999999999999999999999.00000000000000000001",
        ])
    func `numeric text keeps its value and scale`(text: String) throws {
        try connection.execute("create temporary table number (number numeric)")
        let isPlain = !text.contains("e")
        let outcome = Result {
            try connection.copyIn("number", columns: ["number"]) { copy in
                try copy.append(numeric: text)
                try copy.endRow()
            }
        }
        if isPlain {
            #expect(try outcome.get() == 1)
            #expect(try connection.rows("select 1 from number where number::text = \(text)::numeric::text").count == 1)
        } else {
            #expect(throws: PostgresError.self) { try outcome.get() }
        }
    }

    @Test(arguments: BindTests.naughty)
    func `text arrives byte for byte`(text: String) throws {
        try copy { copy in
            try copy.append(1)
            try copy.append(text)
            try copy.endRow()
        }
        #expect(try labels().map { $0.map { Array($0.utf8) } } == [Array(text.utf8)])
    }

    @Test func `NULL is not the word NULL`() throws {
        try copy { copy in
            for (id, label) in [nil, "NULL", "\\N", ""].enumerated() {
                try copy.append(id)
                try copy.append(label)
                try copy.endRow()
            }
        }
        #expect(try labels() == [nil, "NULL", "\\N", ""])
    }

    @Test func `a field larger than the buffer arrives whole`() throws {
        try connection.execute("alter table item drop constraint item_label_is_short")
        let text = String(repeating: "0123456789abcdef", count: 100_000)
        try copy { copy in
            try copy.append(1)
            try copy.append(text)
            try copy.endRow()
        }
        #expect(try labels() == [text])
    }

    @Test func `a million rows are counted on both sides`() throws {
        let count = 1_000_000
        let copied = try copy { copy in
            for id in 0..<count {
                try copy.append(id)
                try copy.append("label")
                try copy.endRow()
            }
        }
        #expect(copied == count)
        #expect(try connection.rows("select count(*) from item").first?[0] == count)
    }

    @Test func `a bad row among a million is told by constraint without its value, long before the end`() throws {
        var sent = 0
        let error = try #require(throws: PostgresError.self) {
            try copy { copy in
                for id in 0..<1_000_000 {
                    sent = id
                    try copy.append(id)
                    try copy.append(id == 1_000 ? String(repeating: "canary", count: 10) : "label")
                    try copy.endRow()
                }
            }
        }
        #expect(error.sqlState == .checkViolation)
        #expect(error.constraint == "item_label_is_short")
        #expect(error.outcome == .rolledBack)
        #expect(!String(describing: error).contains("canary"))
        #expect(sent < 900_000)
        #expect(try labels().isEmpty)
    }

    @Test func `a bad row is told even when the writer swallows the error`() throws {
        let error = try #require(throws: PostgresError.self) {
            try copy { copy in
                for _ in 0..<100_000 {
                    do {
                        try copy.append(1)
                        try copy.append("twice")
                        try copy.endRow()
                    } catch {}
                }
            }
        }
        #expect(error.sqlState == .uniqueViolation)
        #expect(try labels().isEmpty)
    }

    @Test(arguments: [1, 3])
    func `a row of the wrong width is refused`(width: Int) throws {
        let error = try #require(throws: PostgresError.self) {
            try copy { copy in
                for _ in 0..<width { try copy.append("x") }
                try copy.endRow()
            }
        }
        #expect(error.kind == .copy)
        #expect(try labels().isEmpty)
    }

    @Test func `a row left open is refused`() throws {
        let error = try #require(throws: PostgresError.self) { try copy { copy in try copy.append(1) } }
        #expect(error.kind == .copy)
        #expect(try labels().isEmpty)
    }

    @Test func `the writer's error wins and nothing is kept`() throws {
        #expect(throws: Interruption.self) {
            try copy { copy in
                try copy.append(1)
                try copy.append("kept?")
                try copy.endRow()
                throw Interruption()
            }
        }
        #expect(try labels().isEmpty)
    }

    @Test func `a statement inside a COPY is refused and the COPY goes on`() throws {
        let copied = try copy { copy in
            let error = #expect(throws: PostgresError.self) { try connection.execute("select 1") }
            #expect(error?.kind == .misuse)
            try copy.append(1)
            try copy.append("still")
            try copy.endRow()
        }
        #expect(copied == 1)
    }

    @Test func `a COPY into nothing fails before the writer is asked`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.copyIn("no_such_table", columns: []) { _ in Issue.record("the writer was asked") }
        }
        #expect(error.sqlState == .undefinedTable)
        #expect(connection.isOpen)
    }

    @Test func `a session killed mid-COPY is rolled back in a transaction and named`() throws {
        let other = try Connection(testOptions())
        let error = try #require(throws: PostgresError.self) {
            try connection.transaction {
                try copy { copy in
                    for id in 0..<10_000_000 {
                        try copy.append(id)
                        try copy.append("label")
                        try copy.endRow()
                        if id == 100_000 {
                            try other.execute("select pg_terminate_backend(\(connection.serverProcessID))")
                        }
                    }
                }
            }
        }
        #expect(error.kind == .connectionLost)
        #expect(error.sqlState == .adminShutdown)
        #expect(error.outcome == .rolledBack)
        #expect(!connection.isOpen)
    }

    @Test func `notices during a COPY do not disturb it`() throws {
        try connection.executeScript(
            """
            create function pg_temp.speak() returns trigger language plpgsql as
                $$ begin raise notice 'Every row speaks'; return new; end $$;
            create trigger item_speaks before insert on item for each row execute function pg_temp.speak();
            """)
        var heard = 0
        connection.onNotice = { notice in heard += notice.message == "Every row speaks" ? 1 : 0 }
        let copied = try copy { copy in
            for id in 0..<100_000 {
                try copy.append(id)
                try copy.append("label")
                try copy.endRow()
            }
        }
        #expect(copied == 100_000)
        #expect(heard == 100_000)
    }
}
