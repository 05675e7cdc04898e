internal import Digest
public import Warehouse

/// What a metric means: the header of its file in `sql/metrics`, and the select that computes it.
public struct MetricDefinition: Sendable {
    /// Name of the metric and of its file.
    public let name: String
    /// The header: question, value, unit, grain, counts, null, needs, parameters, source, decided.
    public let header: [String: String]
    /// Cohorts, metrics and relations it reads.
    public let reads: [String]
    /// One select; `$1` is the week's first day.
    public let text: String
    /// SHA-256 of the file, in hexadecimal.
    public let sha256: String

    static let keys = [
        "metric", "question", "value", "unit", "grain", "counts", "null", "reads", "parameters", "source", "decided",
    ]

    /// A kind or a column of one, any of several, and whether each source is to have it: `interviews or meetings`,
    /// `tickets.first_response_at in each source`.
    private nonisolated(unsafe) static let need = /[a-z]+(\.[a-z_]+)?( or [a-z]+(\.[a-z_]+)?)*( in each source)?/

    /// - Parameters:
    ///   - name: Name of the file without the ending.
    ///   - text: The whole file.
    ///   - file: Its path, for messages.
    /// - Throws: `Failure` of kind `configuration` that names the file when the header lacks a line, has one twice, or needs
    ///   what is neither kind nor column.
    public init(name: String, text: String, file: String) throws(Failure) {
        let header = try Header(text, file: file, keys: Self.keys, optional: ["needs"])
        guard header.entries["metric"] == name else {
            throw Failure(.configuration, "\(file): the header names another metric.")
        }
        for need in header.list("needs") where need.wholeMatch(of: Self.need) == nil {
            throw Failure(
                .configuration, "\(file): needs: \(need): write a kind or kind.column, several joined by `or`.")
        }
        self.name = name
        self.header = header.entries
        self.reads = header.names("reads")
        self.text = text
        self.sha256 = SHA256.text(of: text.utf8)
    }

    /// Metrics in parts that follow one another, as few as can be: none holds a metric and one that it reads.
    static func parts(of metrics: [MetricDefinition]) -> [[MetricDefinition]] {
        var waiting = metrics
        var parts: [[MetricDefinition]] = []
        while !waiting.isEmpty {
            let names = Set(waiting.map(\.name))
            let part = waiting.filter { names.isDisjoint(with: $0.reads) }
            waiting.removeAll { names.isDisjoint(with: $0.reads) }
            parts.append(part)
        }
        return parts
    }
}
