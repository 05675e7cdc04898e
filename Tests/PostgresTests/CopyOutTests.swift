import Postgres
import Testing

struct CopyOutTests {
    let connection: Connection

    init() throws {
        connection = try Connection(testOptions())
    }

    private struct Interruption: Error {}

    private func text(of query: SQL, as format: CopyFormat) throws -> (text: String, rows: Int) {
        var bytes: [UInt8] = []
        let rows = try connection.copyOut(query, as: format) { bytes += $0 }
        return (String(decoding: bytes, as: UTF8.self), rows)
    }

    @Test func `CSV has a header and tells NULL from empty text`() throws {
        let csv = try text(of: "values (null, ''), ('a,\"b', 'NULL')", as: .csv(header: true))
        #expect(csv.text == "column1,column2\n,\"\"\n\"a,\"\"b\",NULL\n")
        #expect(csv.rows == 2)
    }

    @Test func `text form marks NULL`() throws {
        #expect(try text(of: "select null, 'tab\there'", as: .text).text == "\\N\ttab\\there\n")
    }

    @Test(arguments: BindTests.naughty)
    func `binds become literals that read the same`(naughty: String) throws {
        let day = CalendarDate(daysSinceUnixEpoch: 20_541)
        let query: SQL =
            "select \(naughty) = convert_from(\(Array(naughty.utf8)), 'UTF8'), \(day) + 1, \(1 as Int?) + \(2) -- end;"
        #expect(try text(of: query, as: .csv(header: false)).text == "t,2026-03-30,3\n")
    }

    @Test func `a semicolon at the end of a file is no part of the query`() throws {
        #expect(try text(of: SQL(text: "select $1::int;\n", binds: [7]), as: .csv(header: false)).text == "7\n")
    }

    @Test func `the receiver's error wins, ends the query and leaves the connection usable`() throws {
        var lines = 0
        #expect(throws: Interruption.self) {
            try connection.copyOut("select generate_series(1, 1000000000) as n") { _ in
                lines += 1
                if lines == 1_000 { throw Interruption() }
            }
        }
        #expect(try connection.rows("select 1").count == 1)
    }

    @Test func `an error behind the first rows is thrown`() throws {
        let error = try #require(throws: PostgresError.self) {
            try connection.copyOut("select 1 / (50000 - generate_series(1, 100000)) as share") { _ in }
        }
        #expect(error.sqlState == "22012")
        #expect(connection.isOpen)
    }
}
