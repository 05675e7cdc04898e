import Postgres
import Testing

struct BindTests {
    let connection: Connection

    init() throws {
        connection = try Connection(testOptions())
    }

    private func echo<Value: Bindable & ColumnDecodable>(_ value: Value, as type: Identifier) throws -> Value {
        try #require(connection.rows("select \(value)::\(type) as echo").first)["echo"]
    }

    static let naughty = [
        "", "NULL", "null", "\\N", "\\.", "'; drop table t; --", "\"quoted\"", "back\\slash\\", "tab\tline\nreturn\r",
        "naïve – 日本語 🧑‍🚀", "e\u{301}", "\"\u{301}", "\u{feff}bom", "{a,b}", "$1", "%s%n", "\u{1}\u{7f}",
    ]

    @Test(arguments: naughty)
    func `text comes back as it went`(text: String) throws {
        let row = try #require(connection.rows("select \(text)::text as text, octet_length(\(text)) as length").first)
        let echo: String = try row["text"]
        #expect(Array(echo.utf8) == Array(text.utf8))
        #expect(try row["length"] == text.utf8.count)
    }

    @Test func `an array of text comes back as it went`() throws {
        #expect(try echo(Self.naughty, as: "_text") == Self.naughty)
        #expect(try echo([String](), as: "_text") == [])
    }

    @Test(arguments: [0, -1, 32_767, 2_147_483_648, .max, .min])
    func `whole numbers come back`(number: Int) throws {
        #expect(try echo(number, as: "int8") == number)
        #expect(try echo(Int64(number), as: "int8") == Int64(number))
    }

    @Test(arguments: [0.1, -0.0, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, .pi])
    func `floating point comes back to the bit`(number: Double) throws {
        #expect(try echo(number, as: "float8").bitPattern == number.bitPattern)
    }

    @Test func `not a number comes back`() throws {
        #expect(try echo(Double.nan, as: "float8").isNaN)
    }

    @Test func `truth values and bytes come back`() throws {
        #expect(try echo(true, as: "bool"))
        #expect(try !echo(false, as: "bool"))
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(try echo(bytes, as: "bytea") == bytes)
        #expect(try echo([UInt8](), as: "bytea") == [])
    }

    @Test(arguments: [
        0, 1, -1, 1_774_747_800_250_000, -62_135_596_800_000_000, -62_135_596_800_000_001, 253_402_300_800_000_000,
    ])
    func `instants come back to the microsecond`(microseconds: Int64) throws {
        let instant = Timestamp(microsecondsSinceUnixEpoch: microseconds)
        #expect(try echo(instant, as: "timestamptz") == instant)
        let row = try #require(connection.rows("select extract(epoch from \(instant)) * 1000000 as microseconds").first)
        #expect(try Double(row["microseconds"] as String) == Double(microseconds))
    }

    @Test(arguments: [Timestamp.infinity, .negativeInfinity])
    func `the infinities come back`(instant: Timestamp) throws {
        #expect(try echo(instant, as: "timestamptz") == instant)
    }

    @Test func `an instant is read in whatever zone it is printed`() throws {
        try connection.execute("set TimeZone = 'Asia/Kolkata'")
        let row = try #require(connection.rows("select to_timestamp(1) as kolkata").first)
        #expect(try row["kolkata"] == Timestamp(microsecondsSinceUnixEpoch: 1_000_000))
    }

    @Test(arguments: [0, -1, 10_957, 20_541, -719_529, 2_932_896, -1_000_000])
    func `days come back and are the server's`(day: Int) throws {
        let date = CalendarDate(daysSinceUnixEpoch: day)
        #expect(try echo(date, as: "date") == date)
        let row = try #require(connection.rows("select \(date) - date '1970-01-01' as days").first)
        #expect(try row["days"] == day)
    }

    @Test func `numeric and uuid travel as text`() throws {
        let number = "-123456789012345678901234567890.000100"
        let uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
        let row = try #require(connection.rows("select \(number)::numeric as number, \(uuid)::uuid as uuid").first)
        #expect(try row["number"] == number)
        #expect(try row["uuid"] == uuid)
    }

    @Test func `NULL is not the word NULL`() throws {
        let none: String? = nil
        let row = try #require(connection.rows("select \(none)::text as none, \("NULL")::text as word").first)
        #expect(try row["none"] as String? == nil)
        #expect(try row["word"] as String? == "NULL")
    }

    @Test func `numbers in an array find their rows`() throws {
        let rows = try connection.rows("select n from generate_series(1, 5) as n where n = any(\([2, 4])) order by n")
        #expect(try rows.map { row in try row[0] as Int } == [2, 4])
    }

    @Test func `NUL is refused before anything is sent`() throws {
        let error = try #require(throws: PostgresError.self) { try connection.execute("select \("a\0b")::text") }
        #expect(error.kind == .encoding)
        #expect(error.outcome == .notSent)
    }

    @Test func `a name the server would cut is refused`() throws {
        let long = Identifier(String(repeating: "x", count: 64))
        let error = try #require(throws: PostgresError.self) { try connection.execute("create table \(long) ()") }
        #expect(error.kind == .encoding)
    }

    @Test func `a placeholder without a bind is refused`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.execute(SQL(text: "select $2", binds: [1]))
        }
        #expect(error.kind == .encoding)
    }

    @Test func `more binds than the wire can count are refused, and an array serves`() throws {
        let numbers = Array(1...65_536)
        let list = SQL.joined(numbers.map { "\($0)" }, separator: ", ")
        let error = try #require(throws: PostgresError.self) { try connection.execute("select 1 where 1 in (\(list))") }
        #expect(error.kind == .encoding)
        #expect(try connection.rows("select 1 where 65536 = any(\(numbers))").count == 1)
    }

    @Test func `quoted names reach the server whole`() throws {
        let name = Identifier("pg_temp", "odd \"name\"; \u{301}")
        try connection.execute(
            "create temporary table \(Identifier(name.parts[1])) as select 1 as \(Identifier("a\"b"))")
        let row = try #require(connection.rows("select * from \(name)").first)
        #expect(row.columns == ["a\"b"])
    }
}
