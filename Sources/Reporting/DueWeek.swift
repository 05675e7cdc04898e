public import Postgres

/// A week as the schedule of publications sees it.
public struct DueWeek: Equatable, Sendable {
    /// The week.
    public let week: Week
    /// The instant at which it ends: it is due from then on once every required source has data that reach it.
    public let endsAt: Timestamp
    /// The end of the grace: from then on it is due without them.
    public let graceEndsAt: Timestamp
    /// Names of the required sources whose data do not reach its end, sorted.
    public let staleSources: [String]

    /// Whether it is to be published at an instant.
    public func isDue(at now: Timestamp) -> Bool {
        endsAt <= now && (staleSources.isEmpty || graceEndsAt <= now)
    }
}
