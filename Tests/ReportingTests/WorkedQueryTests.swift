import Foundation
import Postgres
import Testing

@testable import Reporting

/// The queries that `sql/README.md` shows, run as an analyst.
@Suite struct WorkedQueryTests {
    @Test func everyQueryOfTheDictionaryRuns() throws {
        let queries = try Self.queries()
        #expect(queries.count >= 12)
        let company = try AnalystTests.company()
        try company.connection.execute("set role earshot_analyst")
        for query in queries {
            #expect(throws: Never.self, "\(query)") { try company.connection.rows(SQL(text: query)) }
        }
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

    /// The blocks of SQL; commands of psql (`\crosstabview`) left out.
    private static func queries() throws -> [String] {
        let parts = try text().components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }.filter { $0.hasPrefix("sql\n") }.map { block in
            block.dropFirst("sql\n".count).split(separator: "\n").filter { !$0.hasPrefix("\\") }.joined(separator: "\n")
        }
    }

    private static func text() throws -> String {
        let readme = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("sql/README.md")
        return try String(contentsOf: readme, encoding: .utf8)
    }
}
