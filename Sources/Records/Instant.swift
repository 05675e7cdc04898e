/// A point in time: microseconds since 1970-01-01 00:00 UTC, leap seconds not counted (POSIX), as PostgreSQL's
/// `timestamptz` has it.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch; negative before it.
    public var microsecondsSinceUnixEpoch: Int64

    /// The instant that many microseconds after the Unix epoch.
    public init(microsecondsSinceUnixEpoch: Int64) {
        self.microsecondsSinceUnixEpoch = microsecondsSinceUnixEpoch
    }

    /// Whether `left` comes earlier.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microsecondsSinceUnixEpoch < right.microsecondsSinceUnixEpoch
    }
}
