/// A time zone as a value: its offsets from UTC and the instants at which they change.
///
/// Where the changes come from is not its concern (here: PostgreSQL, so that both convert alike).
public struct Zone: Hashable, Sendable {
    /// From `start` on, a local clock is `secondsEastOfUTC` ahead of UTC.
    public struct Offset: Hashable, Sendable {
        /// The first instant with this offset.
        public var start: Instant
        /// Local time minus UTC, in seconds; positive east of Greenwich.
        public var secondsEastOfUTC: Int

        /// An offset that begins at `start`.
        public init(start: Instant, secondsEastOfUTC: Int) {
            self.start = start
            self.secondsEastOfUTC = secondsEastOfUTC
        }
    }

    /// How often a local clock showed a civil time.
    public enum Occurrence: Hashable, Sendable {
        /// Once, as nearly always.
        case once
        /// Twice: the clock was put back.
        case twice
        /// Never: the clock was put forward.
        case never
    }

    /// The zone's name, say `Europe/Berlin`.
    public let name: String
    /// The offsets in order of time; the first holds before its start, too. Never empty.
    public let offsets: [Offset]

    /// Universal time.
    public static let utc = Zone(name: "UTC", offsets: [])

    /// A zone with these offsets, in any order; none at all means UTC. The first one holds before its start, too.
    public init(name: String, offsets: [Offset]) {
        self.name = name
        let universal = Offset(start: Instant(microsecondsSinceUnixEpoch: 0), secondsEastOfUTC: 0)
        self.offsets = offsets.isEmpty ? [universal] : offsets.sorted { $0.start < $1.start }
    }

    /// The instant at which a clock of this zone shows `civil`, and how often it did.
    ///
    /// As PostgreSQL has it (`DetermineTimeZoneOffset` in `src/backend/utils/adt/datetime.c`): of two instants the
    /// later one, and a time that never was counts on the offset before the change. Like there, only the first
    /// change later than 24 hours before `civil` (read as UTC) is looked at.
    public func instant(of civil: CivilTime) -> (instant: Instant, occurrence: Occurrence) {
        let local = civil.microsecondsSinceCivilEpoch
        let index = firstOffset(startingAfter: local - 86_400_000_000)
        guard index < offsets.count else { return (instant(local, offsets.count - 1), .once) }
        let change = offsets[index].start
        let before = instant(local, max(index - 1, 0))
        let after = instant(local, index)
        if before < change, after < change { return (before, .once) }
        if before >= change, after >= change { return (after, .once) }
        return before > after ? (before, .never) : (after, .twice)
    }

    /// What a clock of this zone shows at `instant`.
    public func civil(of instant: Instant) -> CivilTime {
        let index = max(firstOffset(startingAfter: instant.microsecondsSinceUnixEpoch) - 1, 0)
        let offset = Int64(offsets[index].secondsEastOfUTC) * 1_000_000
        return CivilTime(microsecondsSinceCivilEpoch: instant.microsecondsSinceUnixEpoch + offset)
    }

    private func instant(_ local: Int64, _ index: Int) -> Instant {
        Instant(microsecondsSinceUnixEpoch: local - Int64(offsets[index].secondsEastOfUTC) * 1_000_000)
    }

    private func firstOffset(startingAfter microseconds: Int64) -> Int {
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            let isLater = offsets[middle].start.microsecondsSinceUnixEpoch > microseconds
            (low, high) = isLater ? (low, middle) : (middle + 1, high)
        }
        return low
    }
}
