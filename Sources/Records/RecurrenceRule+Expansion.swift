extension RecurrenceRule {
    /// Periods of hours, minutes or seconds that are looked at until a rule ends, some seconds at most. Days and hours on
    /// which nothing happens count once.
    static let stepLimit = 2_000_000

    /// Calls `body` with each civil time of the rule up to `end`, in order; those before `begin` may be left out.
    ///
    /// `body` returns false to stop. Throws ``Fault/Rule/tooManyOccurrences(limit:)`` when it would take more than
    /// ``stepLimit`` steps.
    func forEach(
        from start: CalendarTime, begin: CivilTime, end: CivilTime,
        _ body: (CivilTime) throws(CalendarFault) -> Bool
    ) throws(CalendarFault) {
        // What UNTIL means exactly is a matter of zones; none is a day away.
        let last = min(end, until?.civil.advanced(by: CivilTime.day) ?? end)
        var remaining = count ?? Int.max
        let take = { (times: [CivilTime]) throws(CalendarFault) in
            for time in times where time >= start.civil {
                guard remaining > 0, time <= last else { return false }
                remaining -= 1
                guard try body(time) else { return false }
            }
            return remaining > 0
        }
        let rule = completed(by: start.civil, isDate: start.isDate)
        if let length = frequency.seconds {
            let skipped = firstStep(from: start.civil, begin: begin, length: length * interval)
            if count != nil { remaining -= skipped }
            try rule.forEachShortPeriod(from: start.civil, length: length, skipping: skipped, until: last, take)
        } else {
            try rule.forEachPeriod(from: start.civil, begin: begin, until: last, take)
        }
    }

    /// How many periods may be left out before `begin`. Where a number of times is named, only of a rule that happens once
    /// a period.
    private func firstStep(from start: CivilTime, begin: CivilTime, length: Int) -> Int {
        guard count == nil || isPlain else { return 0 }
        let span = (begin.microsecondsSinceCivilEpoch - start.microsecondsSinceCivilEpoch) / 1_000_000
        return max(Int(span) / length - 1, 0)
    }

    /// Periods of days and longer.
    private func forEachPeriod(
        from start: CivilTime, begin: CivilTime, until last: CivilTime,
        _ take: ([CivilTime]) throws(CalendarFault) -> Bool
    ) throws(CalendarFault) {
        let times = timesOfDay
        let first = RecurrenceDay(start.daysSinceCivilEpoch)
        var step = count == nil ? skippedPeriods(from: first, to: RecurrenceDay(begin.daysSinceCivilEpoch)) : 0
        while let days = period(step, from: first), days.lowerBound <= last.daysSinceCivilEpoch {
            var found: [CivilTime] = []
            for day in days where holds(RecurrenceDay(day)) {
                let midnight = CivilTime(microsecondsSinceCivilEpoch: Int64(day) * CivilTime.day)
                found += times.map { midnight.advanced(by: $0) }
            }
            guard try take(chosen(found)) else { return }
            step += 1
        }
    }

    /// The times on a day, in microseconds from its midnight.
    private var timesOfDay: [Int64] {
        hours.flatMap { hour in
            minutes.flatMap { minute in seconds.map { Int64(hour * 3600 + minute * 60 + $0) * 1_000_000 } }
        }
    }

    /// How many periods end before the one that holds `begin`.
    private func skippedPeriods(from start: RecurrenceDay, to begin: RecurrenceDay) -> Int {
        let periods =
            switch frequency {
            case .yearly: begin.year - start.year
            case .monthly: (begin.year - start.year) * 12 + begin.month - start.month
            case .weekly: (begin.number - start.number) / 7
            default: begin.number - start.number
            }
        return max(periods / interval - 1, 0)
    }

    /// The days of a period, by its place behind that of the start; nil: it lies behind the year 9999.
    private func period(_ step: Int, from start: RecurrenceDay) -> Range<Int>? {
        switch frequency {
        case .yearly:
            let year = start.year + step * interval
            guard let first = RecurrenceDay.number(year, 1) else { return nil }
            return first..<(first + RecurrenceDay(first).yearLength)
        case .monthly:
            let month = start.year * 12 + start.month - 1 + step * interval
            guard let first = RecurrenceDay.number(month / 12, month % 12 + 1) else { return nil }
            return first..<(first + RecurrenceDay(first).monthLength)
        case .weekly:
            let first = start.number - (start.weekday - weekStart + 7) % 7 + step * interval * 7
            return first..<(first + 7)
        default:
            let day = start.number + step * interval
            return day..<(day + 1)
        }
    }

    /// Periods of hours, minutes and seconds, `length` seconds each, of which the first `skipped` are left out.
    ///
    /// A day, hour or minute on which nothing happens is passed over at once.
    private func forEachShortPeriod(
        from start: CivilTime, length: Int, skipping skipped: Int, until last: CivilTime,
        _ take: ([CivilTime]) throws(CalendarFault) -> Bool
    ) throws(CalendarFault) {
        let second = Int(start.microsecondsSinceCivilEpoch / 1_000_000)
        let base = second - Self.remainder(second, length)
        let end = Int(last.microsecondsSinceCivilEpoch / 1_000_000)
        var moment = base + skipped * length * interval
        var day: (number: Int, isGood: Bool)?
        for _ in 0..<Self.stepLimit {
            if moment > end { return }
            let number = (moment - Self.remainder(moment, 86_400)) / 86_400
            if day?.number != number { day = (number, holds(RecurrenceDay(number))) }
            let emptySpan = day?.isGood == true ? emptySpan(at: moment) : 86_400
            if let emptySpan {
                let next = moment - Self.remainder(moment, emptySpan) + emptySpan
                let steps = (next - base + length * interval - 1) / (length * interval)
                moment = base + steps * length * interval
                continue
            }
            guard try take(chosen(times(in: moment))) else { return }
            moment += length * interval
        }
        throw CalendarFault(.tooManyOccurrences(limit: Self.stepLimit))
    }

    /// The length in seconds of the hour, minute or second around `moment` in which nothing happens; nil: something does.
    private func emptySpan(at moment: Int) -> Int? {
        let second = Self.remainder(moment, 86_400)
        if !hours.isEmpty, !hours.contains(second / 3600) { return 3600 }
        if frequency != .hourly, !minutes.isEmpty, !minutes.contains(second / 60 % 60) { return 60 }
        return frequency == .secondly && !seconds.isEmpty && !seconds.contains(second % 60) ? 1 : nil
    }

    /// What happens in the period that begins at `moment`.
    private func times(in moment: Int) -> [CivilTime] {
        var offsets = [0]
        if frequency == .hourly { offsets = minutes.map { $0 * 60 } }
        if frequency != .secondly { offsets = offsets.flatMap { offset in seconds.map { offset + $0 } } }
        return offsets.map { CivilTime(microsecondsSinceCivilEpoch: Int64(moment + $0) * 1_000_000) }
    }

    private static func remainder(_ number: Int, _ divisor: Int) -> Int {
        let remainder = number % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

extension RecurrenceRule.Frequency {
    /// The length of a period in seconds; nil: it has days.
    fileprivate var seconds: Int? {
        switch self {
        case .secondly: 1
        case .minutely: 60
        case .hourly: 3600
        default: nil
        }
    }
}
