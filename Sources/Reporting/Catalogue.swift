internal import Foundation
public import Warehouse

/// All metrics and cohorts, each behind those it reads.
public struct Catalogue: Sendable {
    /// The metrics, in an order in which they can be computed.
    public let metrics: [MetricDefinition]
    let cohorts: [Cohort]

    /// Reads the files of `sql/metrics` and `sql/cohorts`.
    ///
    /// - Parameter folder: The folder `sql`; nil: the one that belongs to the program.
    /// - Throws: `Failure` of kind `configuration` when a header is at fault, or something reads what does not exist or itself.
    public init(folder: String? = nil) throws(Failure) {
        let folder = if let folder { folder } else { try Resources.directory("sql") }
        var metrics: [MetricDefinition] = []
        for (name, file, text) in try Self.files(in: "\(folder)/metrics") {
            metrics.append(try MetricDefinition(name: name, text: text, file: file))
        }
        var cohorts: [Cohort] = []
        for (name, file, text) in try Self.files(in: "\(folder)/cohorts") {
            cohorts.append(try Cohort(name: name, text: text, file: file))
        }
        try self.init(metrics: metrics, cohorts: cohorts)
    }

    init(metrics: [MetricDefinition], cohorts: [Cohort]) throws(Failure) {
        let known = Set(metrics.map(\.name)).union(cohorts.map(\.name))
        let reads = metrics.flatMap(\.reads) + cohorts.flatMap(\.reads)
        if let stranger = reads.first(where: { !$0.contains(".") && !known.contains($0) }) {
            throw Failure(.configuration, "A header reads \(stranger), which is neither a cohort nor a metric.")
        }
        self.metrics = try Self.ordered(metrics, name: \.name, reads: \.reads)
        self.cohorts = try Self.ordered(cohorts, name: \.name, reads: \.reads)
    }

    /// The metrics that computing some of them takes: what these read, and what reads them, so that a week stays in step.
    ///
    /// - Parameter names: nil: all.
    /// - Throws: `Failure` of kind `usage` for a name that is no metric.
    func selection(_ names: Set<String>?) throws(Failure) -> [MetricDefinition] {
        guard let names else { return metrics }
        if let stranger = names.subtracting(metrics.map(\.name)).sorted().first {
            throw Failure(
                .usage, "There is no metric \(stranger).",
                remedy: "Metrics: \(metrics.map(\.name).sorted().joined(separator: ", ")).")
        }
        var chosen = names
        for metric in metrics where !chosen.isDisjoint(with: metric.reads) { chosen.insert(metric.name) }
        for metric in metrics.reversed() where chosen.contains(metric.name) { chosen.formUnion(metric.reads) }
        return metrics.filter { chosen.contains($0.name) }
    }

    /// The cohorts that some metrics need, in order.
    func cohorts(for metrics: [MetricDefinition]) -> [Cohort] {
        var needed = Set(metrics.flatMap(\.reads))
        for cohort in cohorts.reversed() where needed.contains(cohort.name) { needed.formUnion(cohort.reads) }
        return cohorts.filter { needed.contains($0.name) }
    }

    /// Each behind those it reads, else by name.
    private static func ordered<Part>(
        _ parts: [Part], name: (Part) -> String, reads: (Part) -> [String]
    ) throws(Failure) -> [Part] {
        var waiting = parts.sorted { name($0) < name($1) }
        var ordered: [Part] = []
        while !waiting.isEmpty {
            let missing = Set(waiting.map(name))
            let next = waiting.firstIndex { missing.isDisjoint(with: reads($0)) }
            guard let next else {
                throw Failure(.configuration, "\(missing.sorted().joined(separator: ", ")) read each other.")
            }
            ordered.append(waiting.remove(at: next))
        }
        return ordered
    }

    /// The SQL files of a folder by name; none when there is no such folder.
    static func files(in folder: String) throws(Failure) -> [(name: String, file: String, text: String)] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasSuffix(".sql")
        }
        var files: [(name: String, file: String, text: String)] = []
        for name in names.sorted() {
            guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
                throw Failure(.configuration, "Cannot read \(folder)/\(name) as UTF-8.")
            }
            files.append((String(name.dropLast(".sql".count)), "\(folder)/\(name)", text))
        }
        return files
    }
}
