public import Warehouse

/// What a repair of a folder of bundles came to.
public struct BundleRepair: Sendable {
    /// What was finished, written again or linked anew, a sentence each.
    public internal(set) var repairs: [String] = []
    /// Editions that could not be written again because the figures have changed since, a sentence each.
    public internal(set) var losses: [String] = []
    /// What was left alone, and why.
    public internal(set) var failures: [Failure] = []

    /// Whether nothing was to be done.
    public var isEmpty: Bool { repairs.isEmpty && losses.isEmpty && failures.isEmpty }

    mutating func add(_ other: BundleRepair) {
        repairs += other.repairs
        losses += other.losses
        failures += other.failures
    }
}
