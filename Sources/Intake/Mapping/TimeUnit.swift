/// A unit of time in mappings.
public enum TimeUnit: String, Sendable, CaseIterable {
    case milliseconds, seconds, minutes, hours, days

    /// Length in microseconds; a day is 24 hours.
    var microseconds: Double {
        switch self {
        case .milliseconds: 1e3
        case .seconds: 1e6
        case .minutes: 6e7
        case .hours: 3.6e9
        case .days: 8.64e10
        }
    }
}
