/// One time at which an event happens.
struct CalendarOccurrence {
    /// Which of its series; nil for an event that happens once.
    var id: CalendarOccurrenceID?
    /// What tells it from the others of its UID; nil: there are none.
    var mark: CalendarOccurrenceID?
    var start: Instant
    var end: Instant
    /// Whether its series excludes it, so that it does not happen.
    var isExcluded = false

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
        let isAlone = id == nil && masters(event.uid).count == 1
        for (id, start) in try starts(of: event, id: id, by: clock) {
            let end = (start.span ?? span).end(of: start.civil, at: start.instant, in: zone)
            guard end >= start.instant else { throw CalendarFault(.endsBeforeStart, in: .end) }
            let mark = id ?? (isAlone ? nil : event.series.id(of: start))
            occurrences.append(
                CalendarOccurrence(
                    id: id, mark: mark, start: start.instant, end: end, isExcluded: start.isExcluded))
        }
        return occurrences
    }

    /// Whether an exception is older by SEQUENCE than its series, and the series no longer has that occurrence.
    func isOutlived(_ event: CalendarEvent, id: CalendarOccurrenceID?) throws(CalendarFault) -> Bool {
        let masters = masters(event.uid)
        guard let id, !masters.isEmpty else { return false }
        var moment = rules
        moment.keepsExcluded = false
        moment.from = instant(of: id)
        moment.to = Instant(microsecondsSinceUnixEpoch: moment.from.microsecondsSinceUnixEpoch + 1)
        for master in masters {
            guard master.series.isRecurring, event.sequence < master.sequence,
                try master.series.starts(by: clocks[master.calendar], in: moment).isEmpty
            else { return false }
        }
        return true
    }

    /// How many occurrences of a series lie before the window, exceptions left out; of very many, the limit of the rules.
    func countBeforeWindow(of event: CalendarEvent, calendar: Int) -> Int {
        let clock = clocks[calendar]
        guard event.series.isRecurring, let first = try? clock.instant(of: event.series.start), first < rules.from
        else {
            return 0
        }
        var past = rules
        (past.from, past.to, past.keepsExcluded) = (first, rules.from, false)
        guard let starts = try? event.series.starts(by: clock, in: past) else { return rules.occurrenceLimit }
        return starts.count { !isException(event.series.id(of: $0), of: event.uid) }
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
        let first = instant(of: id)
        let time = event.series.start
        let shift =
            time.civil.microsecondsSinceCivilEpoch
            - clock.civil(of: first, on: time.clock).microsecondsSinceCivilEpoch
        var starts: [(CalendarOccurrenceID?, CalendarSeries.Start)] = []
        for master in masters(event.uid) {
            for original in try master.series.starts(by: clocks[master.calendar], in: rules) {
                let other = master.series.id(of: original)
                guard !original.isExcluded, range(of: original.instant, in: event.uid) == first,
                    !isException(other, of: event.uid)
                else { continue }
                let civil = clock.civil(of: original.instant, on: time.clock).advanced(by: shift)
                let instant = try clock.instant(of: CalendarTime(civil: civil, clock: time.clock))
                starts.append((other, CalendarSeries.Start(civil: civil, instant: instant)))
            }
        }
        return starts
    }
}
