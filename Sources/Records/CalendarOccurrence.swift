/// One time at which an event happens.
struct CalendarOccurrence {
    /// Which of its series; nil for an event that happens once.
    var id: CalendarOccurrenceID?
    var start: Instant
    var end: Instant

    /// Minutes from start to end, with a fraction where they are not whole.
    var minutes: String {
        let microseconds = end.microsecondsSinceUnixEpoch - start.microsecondsSinceUnixEpoch
        let minutes = microseconds / 60_000_000
        return microseconds % 60_000_000 == 0 ? String(minutes) : String(Double(microseconds) / 60_000_000)
    }
}

extension CalendarIndex {
    /// The times at which an event of that calendar happens, exceptions of its series left out. `id`: the occurrence
    /// that the event stands for itself.
    func occurrences(
        of event: CalendarEvent, id: CalendarOccurrenceID?, calendar: Int
    ) throws(CalendarFault) -> [CalendarOccurrence] {
        let clock = clocks[calendar]
        guard let zone = clock.zone(of: event.series.start.clock) else { throw CalendarFault(.unknownZone, in: .start) }
        let span = try event.span(by: clock)
        var occurrences: [CalendarOccurrence] = []
        for (id, start) in try starts(of: event, id: id, by: clock) {
            let end = (start.span ?? span).end(of: start.civil, at: start.instant, in: zone)
            guard end >= start.instant else { throw CalendarFault(.endsBeforeStart, in: .end) }
            occurrences.append(CalendarOccurrence(id: id, start: start.instant, end: end))
        }
        return occurrences
    }

    /// Whether an exception is older by SEQUENCE than its series, and the series no longer has that occurrence.
    func isOutlived(_ event: CalendarEvent, id: CalendarOccurrenceID?) throws(CalendarFault) -> Bool {
        guard let id, let master = master(event.uid), master.series.isRecurring, event.sequence < master.sequence else {
            return false
        }
        var moment = rules
        moment.from = instant(of: id)
        moment.to = Instant(microsecondsSinceUnixEpoch: moment.from.microsecondsSinceUnixEpoch + 1)
        return try master.series.starts(by: clocks[master.calendar], in: moment).isEmpty
    }

    private func starts(
        of event: CalendarEvent, id: CalendarOccurrenceID?, by clock: CalendarClock
    ) throws(CalendarFault) -> [(CalendarOccurrenceID?, CalendarSeries.Start)] {
        let series = event.series
        if let id {
            let time = series.start
            let own = CalendarSeries.Start(civil: time.civil, instant: try clock.instant(of: time))
            return [(id, own)] + (event.isRange ? try starts(behind: id, of: event, by: clock) : [])
        }
        return try series.starts(by: clock, in: rules).compactMap { start in
            let id = series.id(of: start)
            let isReplaced = isException(id, of: event.uid) || range(of: start.instant, in: event.uid) != nil
            return isReplaced ? nil : (series.isRecurring ? id : nil, start)
        }
    }

    /// The occurrences that follow the one the event stands for, moved by as much as it was.
    private func starts(
        behind id: CalendarOccurrenceID, of event: CalendarEvent, by clock: CalendarClock
    ) throws(CalendarFault) -> [(CalendarOccurrenceID?, CalendarSeries.Start)] {
        guard let master = master(event.uid) else { return [] }
        let first = instant(of: id)
        let time = event.series.start
        let shift =
            time.civil.microsecondsSinceCivilEpoch
            - clock.civil(of: first, on: time.clock).microsecondsSinceCivilEpoch
        var starts: [(CalendarOccurrenceID?, CalendarSeries.Start)] = []
        for original in try master.series.starts(by: clocks[master.calendar], in: rules) {
            let other = master.series.id(of: original)
            guard range(of: original.instant, in: event.uid) == first, !isException(other, of: event.uid) else {
                continue
            }
            let civil = clock.civil(of: original.instant, on: time.clock).advanced(by: shift)
            let instant = try clock.instant(of: CalendarTime(civil: civil, clock: time.clock))
            starts.append((other, CalendarSeries.Start(civil: civil, instant: instant)))
        }
        return starts
    }
}
