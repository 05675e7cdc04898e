import Postgres
import Testing

struct RowTests {
    let connection: Connection

    init() throws {
        connection = try Connection(testOptions())
    }

    private func failure(reading sql: SQL, _ read: (Row) throws -> Void) throws -> PostgresError {
        let rows = try connection.rows(sql)
        return try #require(throws: PostgresError.self) { try rows.forEach(read) }
    }

    @Test func `NULL in a column that must have a value names column and row`() throws {
        let error = try failure(reading: "select nullif(n, 2) as share from generate_series(1, 3) as n order by n") {
            row in
            let _: Int = try row["share"]
        }
        #expect(error.kind == .decoding)
        #expect(error.message == "column share is null in row 2")
    }

    @Test func `a value of another type names column and row but not itself`() throws {
        let error = try failure(reading: "select 'planted-value' as share") { row in let _: Int = try row["share"] }
        #expect(error.kind == .decoding)
        #expect(error.message.contains("share"))
        #expect(!String(describing: error).contains("planted"))
    }

    @Test func `a missing column is named`() throws {
        let error = try failure(reading: "select 1 as a") { row in let _: Int = try row["A"] }
        #expect(error.message == "there is no column A")
    }

    @Test func `every type is read`() throws {
        let row = try #require(
            connection.rows(
                """
                select
                    1::smallint as small, 2.5::numeric as numeric, 0.1::real as real, date '2026-03-29' as day,
                    timestamptz '2026-03-29 03:00+02' as instant, array[1, 2] as numbers, array['a,b', 'c"d', 'NULL'] as texts,
                    '\\x00ff'::bytea as bytes, interval '90 minutes' as span
                """
            ).first)
        #expect(try row["small"] == 1)
        #expect(try row["numeric"] == 2.5)
        #expect(try row["real"] == 0.1)
        #expect(try row["day"] == CalendarDate(year: 2026, month: 3, day: 29))
        #expect(try row["instant"] == Timestamp("2026-03-29 01:00:00+00"))
        #expect(try row["numbers"] == [1, 2])
        #expect(try row["texts"] == ["a,b", "c\"d", "NULL"])
        #expect(try row["bytes"] == [0, 255] as [UInt8])
        #expect(try row["span"] == "PT1H30M")
    }

    @Test(arguments: ["array[null]::text[]", "array[array['a']]", "'text'"])
    func `what is no plain array is refused`(array: String) throws {
        let error = try failure(reading: SQL(text: "select \(array) as list")) { row in
            let _: [String] = try row["list"]
        }
        #expect(error.kind == .decoding)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "infinity", "", "2026-01-01-01", "+026-01-01"])
    func `what is no day is no CalendarDate`(text: String) {
        #expect(CalendarDate(text) == nil)
    }
}
