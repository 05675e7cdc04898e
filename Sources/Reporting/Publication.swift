/// What publishing a week came to.
public struct Publication: Equatable, Sendable {
    /// The week.
    public let week: Week
    /// Number of its newest edition, from 1.
    public let edition: Int
    /// Whether this publication made the edition; otherwise nothing had changed.
    public let isNew: Bool
    /// Path of the edition's folder.
    public let path: String
}
