/// A time stamp as it was written: with an offset, without one, or a date alone.
public enum Stamp: Hashable, Sendable {
    /// Written with `Z` or an offset; no zone is needed.
    case instant(Instant)
    /// A date and time of day without an offset; the zone has to be known from elsewhere.
    case civil(CivilTime)
    /// A date alone; holds its midnight.
    case date(CivilTime)

    /// The instant meant when civil times are read in `zone` and dates are midnights in `dateZone`, and how often
    /// a clock there showed it (``Zone/instant(of:)``).
    public func instant(in zone: Zone, dates dateZone: Zone) -> (instant: Instant, occurrence: Zone.Occurrence) {
        switch self {
        case .instant(let instant): (instant, .once)
        case .civil(let civil): zone.instant(of: civil)
        case .date(let midnight): dateZone.instant(of: midnight)
        }
    }
}
