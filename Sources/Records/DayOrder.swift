/// Which of day and month comes first in a date of numbers.
public enum DayOrder: Hashable, Sendable, CaseIterable {
    /// As in 31/12/2026.
    case dayFirst
    /// As in 12/31/2026.
    case monthFirst
}
