/// What a calendar file leaves to its reader: zones, and how much of an endless series is wanted.
public struct CalendarRules {
    /// The zone of times without one ("floating"), where the calendar does not name its own by `X-WR-TIMEZONE`.
    public var floatingZone: Zone
    /// The zone whose midnight an all-day date means.
    public var dateZone: Zone
    /// Occurrences of a series are wanted from this instant on.
    public var from: Instant
    /// Occurrences of a series are wanted that start before this instant.
    public var to: Instant
    /// The most occurrences of one series within the window; a series with more is a fault.
    public var occurrenceLimit: Int
    /// The longest component, in bytes.
    public var componentLimit: Int
    /// Whether occurrences that a series excludes (`EXDATE`) are records, as cancelled ones: an earlier file may have had
    /// them.
    public var keepsExcluded: Bool
    /// The zone of an IANA name, from whoever is the authority; nil: there is none of that name.
    ///
    /// It is asked for whatever stands in the file, so it must not take an expression such as `UTC+11` for a name.
    public var zone: (String) -> Zone?

    /// Rules of a reader. The window bounds only what a recurrence generates; events and exceptions that stand in
    /// the file are records whenever they happen.
    public init(
        floatingZone: Zone, dateZone: Zone, from: Instant, to: Instant, occurrenceLimit: Int = 10_000,
        componentLimit: Int = 8 << 20, keepsExcluded: Bool = false, zone: @escaping (String) -> Zone?
    ) {
        self.floatingZone = floatingZone
        self.dateZone = dateZone
        self.from = from
        self.to = to
        self.occurrenceLimit = occurrenceLimit
        self.componentLimit = componentLimit
        self.keepsExcluded = keepsExcluded
        self.zone = zone
    }
}
