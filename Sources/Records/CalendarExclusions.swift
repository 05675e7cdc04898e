/// The starts that a series leaves out by `EXDATE`.
///
/// Written in any way: as an instant, by the clock of the series, or as a day, which leaves out all that starts on it.
struct CalendarExclusions {
    private var instants: Set<Instant> = []
    private var civils: Set<CivilTime> = []
    private var days: Set<CivilTime> = []

    /// The exclusions of a series that starts with `start`.
    init(_ times: [CalendarTime], of start: CalendarTime, by clock: CalendarClock) throws(CalendarFault) {
        for time in times {
            switch time.clock {
            case .date: days.insert(time.civil)
            case .floating: civils.insert(time.civil)
            case .universal where start.isDate:
                days.insert(clock.civil(of: try clock.instant(of: time), on: .date).midnight)
            case .zone where start.isDate: days.insert(time.civil.midnight)
            case .universal, .zone: instants.insert(try clock.instant(of: time))
            }
        }
        if start.isDate { days.formUnion(civils.map(\.midnight)) }
    }

    func contains(_ start: CalendarSeries.Start) -> Bool {
        instants.contains(start.instant) || civils.contains(start.civil) || days.contains(start.civil.midnight)
    }
}
