/// When something happens: once, or again and again (RFC 5545, section 3.8.5).
struct CalendarSeries {
    /// A start from `RDATE`, and its end when it is a period.
    struct Addition {
        var start: CalendarTime
        var end: CalendarTime?
        var duration: CalendarDuration?
    }

    /// A start that was found.
    struct Start {
        /// By the clock of the series.
        var civil: CivilTime
        var instant: Instant
        /// What a period says of its end; nil: as long as the others.
        var span: CalendarSpan?
        /// Whether it is excluded, though the rules ask for such.
        var isExcluded = false
    }

    /// `DTSTART`, which happens even if no rule repeats it, unless all rules end before it.
    var start: CalendarTime
    /// The values of `RRULE`.
    var rules: [String] = []
    /// The values of `EXRULE`, of RFC 2445.
    var exclusionRules: [String] = []
    private var additions: [Addition] = []
    private var exclusions: [CalendarTime] = []

    init(start: CalendarTime) {
        self.start = start
    }

    var isRecurring: Bool { !rules.isEmpty || !additions.isEmpty }

    /// The clocks it speaks of besides that of its start.
    var clocks: [CalendarTime.Clock] {
        additions.flatMap { [$0.start.clock, $0.end?.clock].compactMap { $0 } } + exclusions.map(\.clock)
    }

    /// Takes in an `RDATE`.
    mutating func add(_ line: CalendarLine) throws(CalendarFault) {
        for value in line.value.split(separator: ",") {
            let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first, let start = CalendarTime(first, line: line) else {
                throw CalendarFault(.unreadableRecurrence)
            }
            var addition = Addition(start: start)
            if parts.count == 2 {
                addition.end = CalendarTime(parts[1], line: line)
                addition.duration = CalendarDuration(parts[1])
                guard addition.end != nil || addition.duration != nil else {
                    throw CalendarFault(.unreadableRecurrence)
                }
            }
            additions.append(addition)
        }
    }

    /// Takes in an `EXDATE`.
    mutating func exclude(_ line: CalendarLine) throws(CalendarFault) {
        for value in line.value.split(separator: ",") {
            guard let time = CalendarTime(value, line: line) else { throw CalendarFault(.unreadableRecurrence) }
            exclusions.append(time)
        }
    }

    /// All starts in order: that of an event that happens once, else those of the window.
    func starts(by clock: CalendarClock, in rules: CalendarRules) throws(CalendarFault) -> [Start] {
        guard isRecurring else {
            return [Start(civil: start.civil, instant: try clock.instant(of: start))]
        }
        var starts: [CalendarOccurrenceID: Start] = [:]
        for added in try additionalStarts(by: clock) where rules.holds(added.instant) {
            starts[id(of: added)] = added
        }
        try forEachStart(of: self.rules, by: clock, in: rules) { found throws(CalendarFault) in
            let id = id(of: found)
            if starts[id] == nil { starts[id] = found }
            guard starts.count <= rules.occurrenceLimit else {
                throw CalendarFault(.tooManyOccurrences(limit: rules.occurrenceLimit))
            }
        }
        try forEachStart(of: exclusionRules, by: clock, in: rules) { found in
            starts[id(of: found)] = nil
        }
        let excluded = try CalendarExclusions(exclusions, of: start, by: clock)
        let marked = starts.values.map { start in
            var start = start
            start.isExcluded = excluded.contains(start)
            return start
        }
        return marked.filter { !$0.isExcluded || rules.keepsExcluded }.sorted { $0.instant < $1.instant }
    }

    /// What tells this start from the others of the series.
    func id(of found: Start) -> CalendarOccurrenceID {
        start.isDate ? .day(found.civil.midnight) : .instant(found.instant)
    }

    private func additionalStarts(by clock: CalendarClock) throws(CalendarFault) -> [Start] {
        let first = Start(civil: start.civil, instant: try clock.instant(of: start))
        var starts = !rules.isEmpty && rules.allSatisfy({ hasEnded($0, by: first) }) ? [] : [first]
        for addition in additions {
            let instant = try clock.instant(of: addition.start)
            let civil =
                addition.start.clock == start.clock ? addition.start.civil : clock.civil(of: instant, on: start.clock)
            var span = addition.duration.map { CalendarSpan.nominal($0) }
            if let end = addition.end { span = .exact(from: instant, to: try clock.instant(of: end)) }
            starts.append(Start(civil: civil, instant: instant, span: span))
        }
        return starts
    }

    private func forEachStart(
        of texts: [String], by clock: CalendarClock, in window: CalendarRules,
        _ body: (Start) throws(CalendarFault) -> Void
    ) throws(CalendarFault) {
        // No clock is more than a day away from UTC.
        let begin = CivilTime(microsecondsSinceCivilEpoch: window.from.microsecondsSinceUnixEpoch - CivilTime.day)
        let end = CivilTime(microsecondsSinceCivilEpoch: window.to.microsecondsSinceUnixEpoch + CivilTime.day)
        for text in texts {
            guard let rule = RecurrenceRule(text) else { throw CalendarFault(.unreadableRecurrence) }
            try rule.forEach(from: start, begin: begin, end: end) { civil throws(CalendarFault) in
                let time = CalendarTime(civil: civil, clock: start.clock)
                let found = Start(civil: civil, instant: try clock.instant(of: time))
                if let until = rule.until, isLater(found, than: until) { return false }
                if window.holds(found.instant) { try body(found) }
                return true
            }
        }
    }

    /// Whether a rule says that the series is over before its first start, as programs do that delete "this and all
    /// following events" of the first one.
    private func hasEnded(_ text: String, by first: Start) -> Bool {
        guard let rule = RecurrenceRule(text) else { return false }
        return rule.count == 0 || rule.until.map { isLater(first, than: $0) } ?? false
    }

    /// Whether a start lies behind `UNTIL`; a day holds to its end, a time without zone is one of this series' clock.
    private func isLater(_ found: Start, than until: CalendarTime) -> Bool {
        switch until.clock {
        case .date: found.civil.midnight > until.civil
        case .universal: found.instant > until.civil.instant(secondsEastOfUTC: 0)
        case .floating, .zone: found.civil > until.civil
        }
    }
}

extension CalendarRules {
    /// Whether an occurrence that starts then is wanted.
    fileprivate func holds(_ instant: Instant) -> Bool { from <= instant && instant < to }
}
