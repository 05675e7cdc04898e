/// How long an occurrence lasts.
enum CalendarSpan {
    /// Microseconds that pass, whatever the clock on the wall does: what `DTEND` says of all occurrences.
    case exact(microseconds: Int64)
    /// Days of that clock and then seconds: what `DURATION` says.
    case nominal(CalendarDuration)

    static func exact(from start: Instant, to end: Instant) -> CalendarSpan {
        .exact(microseconds: end.microsecondsSinceUnixEpoch - start.microsecondsSinceUnixEpoch)
    }

    /// The end of what starts at `start`, a time of `zone`.
    func end(of start: CivilTime, at instant: Instant, in zone: Zone) -> Instant {
        switch self {
        case .exact(let microseconds): instant.advanced(by: microseconds)
        case .nominal(let duration):
            (duration.days == 0
                ? instant : zone.firstInstant(of: start.advanced(by: Int64(duration.days) * CivilTime.day)))
                .advanced(by: Int64(duration.seconds) * 1_000_000)
        }
    }
}

extension CalendarEvent {
    /// How long it lasts.
    ///
    /// Without `DTEND` and `DURATION`: a day when it starts on one, else no time at all. An end on the day of an
    /// all-day start means that day, as programs have it that think of the last day and not of the one behind it.
    func span(by clock: CalendarClock) throws(CalendarFault) -> CalendarSpan {
        let start = series.start
        if let end, start.isDate, end.isDate {
            let days = end.civil.daysSinceCivilEpoch - start.civil.daysSinceCivilEpoch
            return .nominal(CalendarDuration(days: days == 0 ? 1 : days, seconds: 0))
        }
        if let end {
            guard clock.zone(of: end.clock) != nil else { throw CalendarFault(.unknownZone, in: .end) }
            return .exact(from: try clock.instant(of: start), to: try clock.instant(of: end))
        }
        return .nominal(duration ?? CalendarDuration(days: start.isDate ? 1 : 0, seconds: 0))
    }
}

extension Instant {
    fileprivate func advanced(by microseconds: Int64) -> Instant {
        Instant(microsecondsSinceUnixEpoch: microsecondsSinceUnixEpoch + microseconds)
    }
}
