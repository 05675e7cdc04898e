import Testing
import Warehouse

@testable import Reporting

@Suite struct CatalogueTests {
    static let header = """
        -- metric: waits
        -- question: How long?
        -- value: median
        -- unit: hours
        -- grain: company
        -- counts: tickets,
        --     open ones too
        -- null: never
        -- reads: item, core.ticket
        -- parameters: none
        -- source: sql/metrics/README.md
        -- decided: nothing
        """

    @Test func readsEveryKeyAndJoinsLines() throws {
        let metric = try MetricDefinition(name: "waits", text: Self.header + "\nselect 1\n", file: "waits.sql")
        #expect(metric.header["counts"] == "tickets, open ones too")
        #expect(metric.reads == ["item", "core.ticket"])
        #expect(metric.sha256.count == 64)
    }

    @Test(arguments: MetricDefinition.keys)
    func refusesAHeaderThatLacksALine(key: String) {
        let lines = Self.header.split(separator: "\n").filter { !$0.hasPrefix("-- \(key):") }.joined(separator: "\n")
        let failure = #expect(throws: Failure.self) {
            try MetricDefinition(name: "waits", text: lines, file: "waits.sql")
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.hasPrefix("waits.sql:") == true)
    }

    @Test(arguments: ["-- unit: days", "-- colour: red", "-- nonsense"])
    func refusesALineTooMany(line: String) {
        let failure = #expect(throws: Failure.self) {
            try MetricDefinition(name: "waits", text: "\(Self.header)\n\(line)\nselect 1", file: "waits.sql")
        }
        #expect(failure?.message.hasPrefix("waits.sql:13:") == true)
    }

    @Test func refusesAFileNamedUnlikeItsMetric() {
        #expect(throws: Failure.self) { try MetricDefinition(name: "other", text: Self.header, file: "other.sql") }
    }

    @Test func putsEachMetricBehindThoseItReads() throws {
        let catalogue = try Catalogue(
            metrics: [metric("a", reads: "c"), metric("b", reads: "item"), metric("c", reads: "b")], cohorts: [item])
        #expect(catalogue.metrics.map(\.name) == ["b", "c", "a"])
        #expect(try catalogue.selection(["c"]).map(\.name) == ["b", "c", "a"])
        #expect(try catalogue.selection(["b"]).map(\.name) == ["b", "c", "a"])
        #expect(throws: Failure.self) { try catalogue.selection(["d"]) }
    }

    @Test func refusesCirclesAndStrangers() {
        #expect(throws: Failure.self) {
            try Catalogue(metrics: [metric("a", reads: "b"), metric("b", reads: "a")], cohorts: [])
        }
        #expect(throws: Failure.self) { try Catalogue(metrics: [metric("a", reads: "nobody")], cohorts: []) }
    }

    @Test func readsTheFilesOfTheProgram() throws {
        let catalogue = try Catalogue()
        #expect(catalogue.metrics.contains { $0.name == "first_response" })
        #expect(catalogue.cohorts(for: catalogue.metrics).first?.reads.contains { !$0.contains(".") } == false)
    }

    private var item: Cohort {
        get throws {
            try Cohort(
                name: "item", text: "-- cohort: item\n-- holds: rows\n-- reads: core.item\nselect 1", file: "item.sql")
        }
    }

    private func metric(_ name: String, reads: String) throws -> MetricDefinition {
        let text = Self.header.replacing("metric: waits", with: "metric: \(name)").replacing(
            "item, core.ticket", with: reads)
        return try MetricDefinition(name: name, text: text, file: "\(name).sql")
    }
}
