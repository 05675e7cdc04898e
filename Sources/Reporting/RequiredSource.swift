/// A source without whose data a week is not published before the grace is over.
public struct RequiredSource: Equatable, Sendable {
    /// Name of the source.
    public let name: String
    /// Kind of its records, such as `tickets`; nil: any.
    public let kind: String?

    /// A source of a kind, or of any.
    public init(name: String, kind: String? = nil) {
        self.name = name
        self.kind = kind
    }
}
