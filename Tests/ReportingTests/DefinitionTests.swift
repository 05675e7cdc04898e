import Foundation
import Postgres
import Testing

@testable import Reporting

/// What a metric's header says is what the table of definitions holds, what the page of metrics lists, and what it gives.
@Suite struct DefinitionTests {
    @Test func theTableHoldsTheHeaders() throws {
        let log = try FigureLog()
        let catalogue = try Catalogue()
        _ = try MetricRun(log.connection, catalogue: catalogue).record(catalogue.metrics, now: Company.now)
        let rows = try log.connection.rows(
            """
            select metric, sha256, question, value, unit, grain, counts, null_when, reads, parameters, source, decided
            from mart.metric_definition
            """)
        #expect(rows.count == catalogue.metrics.count)
        for row in rows {
            let metric = try #require(try catalogue.metrics.first { $0.name == (try row["metric"]) })
            #expect(try row["sha256"] == metric.sha256)
            for key in MetricDefinition.keys.dropFirst() {
                #expect(try row[key == "null" ? "null_when" : key] == metric.header[key], "\(metric.name) \(key)")
            }
        }
    }

    @Test func thePageListsTheMetricsWithWhatTheyGive() throws {
        let missing = try Self.missing()
        let listed = try Self.listed().filter { !missing.contains($0.key) }
        let referring = try Catalogue().metrics.filter {
            $0.header["source"]?.contains("sql/metrics/README.md") == true
        }
        #expect(Set(listed.keys) == Set(referring.map(\.name)))
        for (metric, cells) in listed {
            let given = try Self.given(by: metric)
            let asides = /\([^)]*\)|for a leader:/
            #expect(
                Self.words(cells.statistics.replacing(asides, with: "")).subtracting(missing) == given.statistics,
                "\(metric)")
            #expect(Self.dimensions(in: cells.dimensions).isSuperset(of: given.dimensions), "\(metric)")
        }
    }

    @Test func theHeaderNamesWhatTheMetricGives() throws {
        for metric in try Catalogue().metrics {
            let given = try Self.given(by: metric.name)
            let statistics = Self.words(metric.header["value"] ?? "")
            #expect(given.statistics.subtracting(statistics) == [], "\(metric.name)")
            #expect(Set((metric.header["unit"] ?? "").components(separatedBy: "; ")) == given.units, "\(metric.name)")
            let grain = (metric.header["grain"] ?? "").prefix { $0 != ";" }
            #expect(Self.dimensions(in: String(grain)) == given.dimensions, "\(metric.name)")
        }
    }

    /// What the rows expected of a metric consist of, all its cases together.
    private static func given(
        by metric: String
    ) throws -> (statistics: Set<String>, units: Set<String>, dimensions: Set<String>) {
        let rows = try Fixture.all.filter { $0.metric == metric }.flatMap {
            try FigureTable(file: "\($0.folder)/expected.csv").rows.filter { $0.key.hasPrefix("\(metric) ") }
        }
        let names = rows.map { $0.key.split(separator: " ") }
        return (
            Set(names.compactMap { $0.last.map(String.init) }), Set(rows.map { $0.value[0] }),
            Set(names.map { String($0[1].prefix { $0 != ":" }) })
        )
    }

    private static func page() throws -> String {
        let file = URL(fileURLWithPath: Fixture.root).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("sql/metrics/README.md")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// Names of what the page says at its top to be missing.
    private static func missing() throws -> Set<String> {
        let line = try page().split(separator: "\n").first { $0.hasPrefix("Still missing here:") } ?? ""
        return Set(line.matches(of: /`([a-z_]+)`/).map { String($0.1) }).subtracting(["retention", "guests"])
    }

    /// The rows of the page's table by metric.
    private static func listed() throws -> [String: (statistics: String, dimensions: String)] {
        let lines = try page().split(separator: "\n")
        let rows = lines.drop { !$0.hasPrefix("| metric | statistics") }.prefix { $0.hasPrefix("|") }.dropFirst(2)
        return rows.reduce(into: [:]) { listed, line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            listed[cells[0]] = (cells[1], cells[2])
        }
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.matches(of: /[a-z0-9_]+/).map { String($0.0) })
    }

    /// The dimensions that a text names, in singular or plural.
    private static func dimensions(in text: String) -> Set<String> {
        let words = words(text.replacing(/\([^)]*\)/, with: ""))
        let known: Set = ["company", "segment", "department", "leader", "item", "theme", "source"]
        return known.filter {
            words.contains($0) || words.contains("\($0)s")
        }
    }
}
