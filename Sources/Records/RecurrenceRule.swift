internal import CICal
internal import Glibc

/// A recurrence rule (RFC 5545, section 3.3.10), expanded by libical.
///
/// libical sees no zone and no instant: it steps over the days and hours of a wall clock, and what the clock's zone
/// makes of them is decided elsewhere. Its thread keeps its error codes to itself, and nothing of a rule is shared.
struct RecurrenceRule {
    /// `UNTIL`, the last moment at which an occurrence may start; nil: none is named.
    let until: CalendarTime?

    private let parts: String

    /// Steps that a rule may take until it ends, some seconds at most: a hundred years of hours, two of minutes. Only a
    /// rule by the minute or second can have more.
    static let stepLimit: Int64 = 1_000_000

    /// Reads a rule; nil when `UNTIL` is no time. The rest is judged when it is expanded.
    init?(_ text: String) {
        var parts: [Substring] = []
        var until: CalendarTime?
        let text = String(text.uppercased().filter { !$0.isWhitespace })
        for part in text.split(separator: ";") {
            if part.hasPrefix("UNTIL=") {
                guard let time = CalendarTime(part.dropFirst(6)) else { return nil }
                until = time
            } else if part != "COUNT=-1", !part.hasPrefix("X-") {  // -1 is Confluence's word for no end
                parts.append(part)
            }
        }
        self.parts = parts.joined(separator: ";")
        self.until = until
    }

    /// Calls `body` with each civil time of the rule up to `end`, in order; those before `begin` may be left out.
    ///
    /// `body` returns false to stop. Throws ``Fault/Rule/unreadableRecurrence`` for what is no rule, and
    /// ``Fault/Rule/tooManyOccurrences(limit:)`` when it would take more than ``stepLimit`` steps.
    func forEach(
        from start: CalendarTime, begin: CivilTime, end: CivilTime,
        _ body: (CivilTime) throws(CalendarFault) -> Bool
    ) throws(CalendarFault) {
        Self.makeErrorsHarmless
        var rule = icalrecurrencetype_from_string(parts)
        defer { free(rule.rscale) }
        guard rule.freq != ICAL_NO_RECURRENCE else { throw CalendarFault(.unreadableRecurrence) }
        let last = min(end, until?.civil.advanced(by: CivilTime.day) ?? end)
        let first = Self.firstStep(of: rule, from: start.civil, begin: begin)
        guard first <= last else { return }
        guard stepCount(of: rule, from: first, to: last) <= Self.stepLimit else {
            throw CalendarFault(.tooManyOccurrences(limit: Int(Self.stepLimit)))
        }
        rule.until = icaltimetype(last, isDate: start.isDate)
        guard let iterator = icalrecur_iterator_new(rule, icaltimetype(first, isDate: start.isDate)) else {
            throw CalendarFault(.unreadableRecurrence)
        }
        defer { icalrecur_iterator_free(iterator) }
        while let civil = CivilTime(icalrecur_iterator_next(iterator)) {
            guard try body(civil) else { return }
        }
    }

    /// Where stepping may begin so that it meets all from `begin` on: a whole number of intervals behind the start.
    ///
    /// libical's own `icalrecur_iterator_set_start` loses the rhythm of an interval of hours, minutes or seconds.
    private static func firstStep(of rule: icalrecurrencetype, from start: CivilTime, begin: CivilTime) -> CivilTime {
        guard rule.count == 0, let length = stepLength(of: rule) else { return start }
        let steps = (begin.microsecondsSinceCivilEpoch - start.microsecondsSinceCivilEpoch) / length - 1
        return steps > 0 ? start.advanced(by: steps * length) : start
    }

    private func stepCount(of rule: icalrecurrencetype, from first: CivilTime, to last: CivilTime) -> Int64 {
        guard let length = Self.stepLength(of: rule) else { return 0 }
        let span = last.microsecondsSinceCivilEpoch - first.microsecondsSinceCivilEpoch
        let steps = span / length
        return rule.count > 0 && !parts.contains("BY") ? min(steps, Int64(rule.count)) : steps
    }

    /// Microseconds from one step to the next; nil for months and years, which differ in length.
    private static func stepLength(of rule: icalrecurrencetype) -> Int64? {
        let seconds: Int64
        switch rule.freq {
        case ICAL_SECONDLY_RECURRENCE: seconds = 1
        case ICAL_MINUTELY_RECURRENCE: seconds = 60
        case ICAL_HOURLY_RECURRENCE: seconds = 3600
        case ICAL_DAILY_RECURRENCE: seconds = 86_400
        case ICAL_WEEKLY_RECURRENCE: seconds = 604_800
        default: return nil
        }
        return seconds * 1_000_000 * Int64(rule.interval)
    }

    /// Lets libical report errors instead of ending the process.
    private static let makeErrorsHarmless: Void = icalerror_set_errors_are_fatal(0)
}

extension icaltimetype {
    fileprivate init(_ civil: CivilTime, isDate: Bool) {
        self = icaltime_null_time()
        let (year, month, day) = civil.date
        (self.year, self.month, self.day) = (Int32(year), Int32(month), Int32(day))
        is_date = isDate ? 1 : 0
        guard !isDate else { return }
        let (hour, minute, second) = civil.clock
        (self.hour, self.minute, self.second) = (Int32(hour), Int32(minute), Int32(second))
    }
}

extension CivilTime {
    /// The civil time of a value of libical; nil for its null.
    fileprivate init?(_ time: icaltimetype) {
        guard icaltime_is_null_time(time) == 0 else { return nil }
        self.init(
            year: Int(time.year), month: Int(time.month), day: Int(time.day), hour: Int(time.hour),
            minute: Int(time.minute), second: Int(time.second))
    }
}
