/// The unit in which a duration is written.
public enum DurationUnit: String, Hashable, Sendable, CaseIterable {
    /// Thousandths of a second.
    case milliseconds
    /// Seconds.
    case seconds
    /// Minutes.
    case minutes
    /// Hours.
    case hours
    /// Days of 24 hours.
    case days

    /// The microseconds in one of it.
    public var microseconds: Int64 {
        switch self {
        case .milliseconds: 1000
        case .seconds: 1_000_000
        case .minutes: 60_000_000
        case .hours: 3_600_000_000
        case .days: 86_400_000_000
        }
    }
}
