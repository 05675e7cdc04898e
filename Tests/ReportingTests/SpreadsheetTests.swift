import Foundation
import Postgres
import Testing

@testable import Reporting

/// The bundle as LibreOffice opens it, where that is installed: `apt-get install libreoffice-calc-nogui`.
@Suite(.enabled(if: Spreadsheet.program != nil)) struct SpreadsheetTests {
    @Test(arguments: [
        (CSVDialect.standard, Spreadsheet.Country.america),
        (CSVDialect(delimiter: ";", decimal: ","), Spreadsheet.Country.germany),
    ])
    func takesEveryCellForWhatItIs(dialect: CSVDialect, country: Spreadsheet.Country) throws {
        let log = try Self.hostileLog()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let publication = try Bundle(log.connection, directory: folder, dialect: dialect)
            .publish(log.week, now: Company.now)
        let files = try Spreadsheet.open(publication.path, delimiter: dialect.delimiter, in: country)
        for table in BundleTable.all(of: log.week) {
            let rows = try #require(files[table.file]).dropFirst()
            let expected = try Self.rows(of: table, log.connection)
            try #require(rows.map(\.count) == expected.map(\.count), "\(table.file)")
            for (cell, expected) in zip(rows.joined(), expected.joined()) {
                #expect(cell.isAbout(expected), "\(table.file)")
            }
        }
        let customers = try #require(files["outreach.csv"]).dropFirst().map { $0[3] }
        #expect(customers.count == Self.names.count)
        for name in Self.names {
            #expect(customers.contains(.text(name)) || customers.contains(.text("'" + name)), "\(name)")
        }
        #expect(try #require(files["segments.csv"]).count == 1 + Self.names.count)
    }

    /// What stands first in a cell may run, and what looks like a number may become one.
    private static let names = [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", " =1+1", "=HYPERLINK(\"http://x.example\";\"y\")",
        "0012345678901234", "12345678901234567890", "1E5", "2026-01-02", "12:30", "1/2", "50%", "1,5", "1.5", "1;=1",
        "Élan Ünïcøde ß €", "日本語 🙂", "say \"yes\", or; not", "two\nlines", "'quoted'", "plain",
    ]

    private static func hostileLog() throws -> FigureLog {
        let log = try FigureLog()
        try log.note("interview_coverage share", 1.0 / 3, 1, 3)
        try log.note("action_rate share", 0.25)
        try log.note("action_rate share", 0.5, weeksAgo: 1)
        try log.note("emerging_themes p_value", 1.25e-05)
        for (place, name) in names.enumerated() {
            try log.note("retention share", Double(place) / 30, of: name, dimension: "segment", n: place)
            try log.note("ticket_flow created", 1_234, of: name, dimension: "department", unit: "count")
            try log.note("emerging_themes flagged", 1, of: name, dimension: "theme", unit: "flag", 2.5, 20)
            try log.connection.execute(
                """
                insert into core.customer (customer_id, source, version_at, observed_at, last_seen_at, load_id)
                values (\(name), 'crm', \(Company.now), \(Company.now), \(Company.now), 1)
                """)
        }
        return log
    }

    /// The header and the rows as the database has them.
    private static func rows(of table: BundleTable, _ connection: Connection) throws -> [[Spreadsheet.Cell]] {
        let rows = try connection.rows(table.query)
        let contents = try connection.columnContents(of: table.query)
        return try rows.map { row in
            try contents.enumerated().map { column, content in
                cell(try row[column], content)
            }
        }
    }

    private static func cell(_ text: String?, _ content: ColumnContent) -> Spreadsheet.Cell {
        guard let text, !text.isEmpty else { return .empty }
        switch content {
        case .text: return .text(text)
        case .fraction, .other: return Double(text).map { .number($0) } ?? .date(text)
        }
    }
}

extension Spreadsheet.Cell {
    /// Whether two cells are the same, but for the last digits of a number.
    fileprivate func isAbout(_ other: Self) -> Bool {
        guard case .number(let one) = self, case .number(let another) = other else { return self == other }
        return abs(one - another) <= 1e-12 * abs(another)
    }
}
