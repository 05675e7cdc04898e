import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reporting
@testable import Warehouse

/// The queries that `sql/README.md` shows, run as an analyst.
@Suite struct WorkedQueryTests {
    @Test func everyQueryOfTheDictionaryRunsInPsql() throws {
        let queries = try Self.queries()
        #expect(queries.count >= 12)
        let company = try AnalystTests.company()
        for query in queries {
            let outcome = try Self.psql(query, company)
            #expect(outcome.succeeded, "\(query)\n\(outcome.output)")
        }
    }

    @Test func segmentsStandBesideEachOtherByWeek() throws {
        let company = try AnalystTests.company()
        try company.compute(AnalystTests.week.advanced(by: 1))
        let query = try #require(try Self.queries().first { $0.contains("\\crosstabview") })
        let lines = try Self.psql(query, company).output.split(separator: "\n")
        #expect(
            lines.prefix(1) + lines.dropFirst(2).dropLast() == [
                "  segment  | 2026-W10 | 2026-W11 ",
                " (unknown) |          |         ",
                " big       |          |         ",
                " small     |       69 |       69",
            ])
    }

    @Test func everyRelationOfTheDictionaryIsThereAndNoneIsMissing() throws {
        let named = Set(try Self.text().matches(of: /`mart\.(\w+)`/).map { String($0.1) })
        let log = try FigureLog()
        let rows = try log.connection.rows(
            """
            select relation.relname as name
            from pg_class as relation
            where relation.relnamespace = 'mart'::regnamespace and relation.relkind in ('r', 'v')
            """)
        let present = Set(try rows.map { try $0["name"] as String })
        #expect(named.subtracting(present) == [])
        // Behind a view that analysts read instead, or for export only.
        let inner: Set = ["metric_value", "target", "headline", "segment_voice", "outreach_call", "withdrawn"]
        #expect(present.subtracting(named) == inner)
    }

    /// The blocks of SQL, with commands of psql such as `\crosstabview`.
    private static func queries() throws -> [String] {
        let parts = try text().components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }.filter { $0.hasPrefix("sql\n") }.map { block in
            String(block.dropFirst("sql\n".count))
        }
    }

    private static func psql(_ query: String, _ company: Company) throws -> Program.Outcome {
        try Program(account: nil).shell(
            """
            printf '%s' "$2" | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$1" \\
                --command='set role earshot_analyst' --file=-
            """, [company.database.options.target, query])
    }

    private static func text() throws -> String {
        let readme = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("sql/README.md")
        return try String(contentsOf: readme, encoding: .utf8)
    }
}
