/// How often a source is to deliver.
public struct ExpectedDelivery: Equatable, Sendable {
    /// Name of the source.
    public let source: String
    /// Seconds from one delivery to the next.
    public let every: Int
    /// Seconds by which it may be late.
    public let grace: Int

    /// A source's deliveries.
    public init(source: String, every: Int, grace: Int) {
        self.source = source
        self.every = every
        self.grace = grace
    }
}
