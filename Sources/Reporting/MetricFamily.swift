/// Figures about the warehouse itself in the text format of Prometheus, one name
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>).
public struct MetricFamily: Equatable, Sendable {
    /// One figure with what tells it from the others of its name.
    public struct Sample: Equatable, Sendable {
        /// Name and value of each label, in order.
        public let labels: [(name: String, value: String)]
        /// The figure.
        public let value: Double

        /// A figure; without labels where there is only one.
        public init(_ value: Double, _ labels: [(name: String, value: String)] = []) {
            self.value = value
            self.labels = labels
        }

        /// Whether names, values and figure are the same.
        public static func == (left: Sample, right: Sample) -> Bool {
            left.value == right.value && left.labels.elementsEqual(right.labels, by: ==)
        }
    }

    /// How a figure may change.
    public enum Kind: String, Sendable {
        /// It only grows.
        case counter
        /// It goes up and down.
        case gauge
    }

    /// Its name.
    public let name: String
    /// What it means, one line.
    public let help: String
    /// How it may change.
    public let kind: Kind
    /// Its figures.
    public let samples: [Sample]

    /// A family; one without samples is left out of ``text``.
    public init(_ name: String, _ help: String, _ kind: Kind = .gauge, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.samples = samples
    }

    /// The lines that stand for it.
    public var text: String {
        if samples.isEmpty { return "" }
        let lines = samples.map { sample in
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            return name + (labels.isEmpty ? "" : "{\(labels)}") + " \(Self.number(sample.value))\n"
        }
        return "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + lines.joined()
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
