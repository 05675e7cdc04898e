extension RecurrenceRule {
    /// The rule with everything named that it takes from the start of its series.
    func completed(by start: CivilTime, isDate: Bool) -> RecurrenceRule {
        var rule = self
        let date = start.date
        let saysDay = !(weekNumbers.isEmpty && yearDays.isEmpty && monthDays.isEmpty && weekdays.isEmpty)
        switch frequency {
        case .yearly where !saysDay:
            if months.isEmpty { rule.months = [date.month] }
            rule.monthDays = [date.day]
        case .yearly where !weekNumbers.isEmpty && yearDays.isEmpty && monthDays.isEmpty && weekdays.isEmpty:
            rule.weekdays = [Weekday(day: start.weekday)]
        case .monthly where !saysDay: rule.monthDays = [date.day]
        case .weekly where !saysDay: rule.weekdays = [Weekday(day: start.weekday)]
        default: break
        }
        let clock = start.clock
        if isDate { (rule.hours, rule.minutes, rule.seconds) = ([], [], []) }
        if rule.hours.isEmpty, frequency.rawValue > Frequency.hourly.rawValue { rule.hours = [clock.hour] }
        if rule.minutes.isEmpty, frequency.rawValue > Frequency.minutely.rawValue { rule.minutes = [clock.minute] }
        if rule.seconds.isEmpty, frequency != .secondly { rule.seconds = [clock.second] }
        return rule
    }

    /// Whether something may happen on that day: it fits every part that speaks of days.
    func holds(_ day: RecurrenceDay) -> Bool {
        if !months.isEmpty, !months.contains(day.month) { return false }
        if !monthDays.isEmpty, !monthDays.contains(day.day), !monthDays.contains(day.day - day.monthLength - 1) {
            return false
        }
        if !weekdays.isEmpty, !weekdays.contains(where: { holds(day, $0) }) { return false }
        if !yearDays.isEmpty, !yearDays.contains(day.dayOfYear),
            !yearDays.contains(day.dayOfYear - day.yearLength - 1)
        {
            return false
        }
        if weekNumbers.isEmpty { return true }
        let week = day.weekNumber(weekStart: weekStart)
        return weekNumbers.contains(week.fromStart) || weekNumbers.contains(week.fromEnd)
    }

    /// An ordinal counts within the month, or in a yearly rule without months within the year; in shorter periods it says
    /// nothing.
    private func holds(_ day: RecurrenceDay, _ weekday: Weekday) -> Bool {
        guard weekday.day == day.weekday else { return false }
        guard let ordinal = weekday.ordinal, frequency == .yearly || frequency == .monthly else { return true }
        let isOfYear = frequency == .yearly && months.isEmpty
        let (place, length) = isOfYear ? (day.dayOfYear, day.yearLength) : (day.day, day.monthLength)
        return ordinal > 0 ? (place - 1) / 7 + 1 == ordinal : (length - place) / 7 + 1 == -ordinal
    }

    /// Those that `BYSETPOS` means, of what happens in one period in order.
    func chosen(_ times: [CivilTime]) -> [CivilTime] {
        if positions.isEmpty { return times }
        let places = positions.map { $0 > 0 ? $0 - 1 : times.count + $0 }.filter(times.indices.contains)
        return Set(places).sorted().map { times[$0] }
    }
}
