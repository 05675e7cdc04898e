/// Which occurrence of a series: its original start.
enum CalendarOccurrenceID: Hashable {
    case instant(Instant)
    /// In a series of days, that day's 00:00.
    case day(CivilTime)

    var text: String {
        switch self {
        case .instant(let instant): instant.text
        case .day(let day): day.dateText
        }
    }
}

extension CalendarClock {
    /// The occurrence that a `RECURRENCE-ID` names, written in any way, of a series that starts with `start`; nil:
    /// the series is not in the file.
    func occurrence(_ time: CalendarTime, of start: CalendarTime?) throws(CalendarFault) -> CalendarOccurrenceID {
        guard let start else { return time.isDate ? .day(time.civil) : .instant(try instant(of: time)) }
        if start.isDate {
            guard time.clock == .universal else { return .day(time.civil.midnight) }
            return .day(civil(of: try instant(of: time), on: .date).midnight)
        }
        switch time.clock {
        case .date:
            let civil = time.civil.advanced(by: start.civil.timeOfDay)
            return .instant(try instant(of: CalendarTime(civil: civil, clock: start.clock)))
        case .floating: return .instant(try instant(of: CalendarTime(civil: time.civil, clock: start.clock)))
        case .universal, .zone: return .instant(try instant(of: time))
        }
    }

    /// What that clock shows at `instant`.
    func civil(of instant: Instant, on clock: CalendarTime.Clock) -> CivilTime {
        (zone(of: clock) ?? .utc).civil(of: instant)
    }
}
