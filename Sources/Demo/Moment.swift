/// An instant, to the second, that knows how the company's clocks in Berlin show it.
///
/// The demo states the rule of the European Union itself (summer time from the last Sunday of March to the last of
/// October, each at 01:00 UTC), so that its bytes depend neither on the machine's zone nor on its zone tables.
struct Moment: Comparable, CustomStringConvertible {
    let secondsSinceUnixEpoch: Int

    init(secondsSinceUnixEpoch: Int) {
        self.secondsSinceUnixEpoch = secondsSinceUnixEpoch
    }

    /// The instant at which a clock in Berlin shows so many seconds after midnight.
    init(_ day: Day, second: Int) {
        let shown = day.daysSinceUnixEpoch * 86_400 + second
        let summer = Moment(secondsSinceUnixEpoch: shown - 7_200)
        secondsSinceUnixEpoch = summer.offset == 7_200 ? summer.secondsSinceUnixEpoch : shown - 3_600
    }

    /// Seconds that Berlin is ahead of UTC.
    var offset: Int {
        let year = Day(daysSinceUnixEpoch: secondsSinceUnixEpoch / 86_400).civil.year
        let begin = Self.lastSunday(of: 3, in: year)
        let end = Self.lastSunday(of: 10, in: year)
        return begin <= secondsSinceUnixEpoch && secondsSinceUnixEpoch < end ? 7_200 : 3_600
    }

    /// 01:00 UTC on the last Sunday of a month with 31 days.
    private static func lastSunday(of month: Int, in year: Int) -> Int {
        let last = Day(year: year, month: month, day: 31)
        return (last - (last.weekday + 1) % 7).daysSinceUnixEpoch * 86_400 + 3_600
    }

    /// The date in Berlin.
    var day: Day {
        Day(daysSinceUnixEpoch: (secondsSinceUnixEpoch + offset) / 86_400)
    }

    /// Seconds after midnight that a clock in Berlin shows.
    private var second: Int {
        (secondsSinceUnixEpoch + offset) % 86_400
    }

    /// The instant itself when somebody is at work then (Monday to Friday, 08:00 to 18:00), else one in the first
    /// hour of the next working day, at the same minute past the hour.
    var atWork: Moment {
        let isWeekend = day.weekday > 4
        if !isWeekend, (8 * 3_600..<18 * 3_600).contains(second) { return self }
        var morning = isWeekend || second >= 8 * 3_600 ? day + 1 : day
        while morning.weekday > 4 { morning = morning + 1 }
        return Moment(morning, second: 8 * 3_600 + second % 3_600)
    }

    func after(minutes: Double) -> Moment {
        Moment(secondsSinceUnixEpoch: secondsSinceUnixEpoch + Int(minutes * 60))
    }

    func after(days: Double) -> Moment {
        after(minutes: days * 1_440)
    }

    /// The instant in UTC, as `2026-03-09T08:30:00Z`.
    var description: String {
        Self.text(secondsSinceUnixEpoch) + "Z"
    }

    /// The instant as a calendar in Berlin writes it: `2026-03-09T09:30:00+01:00`.
    var localText: String {
        Self.text(secondsSinceUnixEpoch + offset) + "+0\(offset / 3_600):00"
    }

    private static func text(_ seconds: Int) -> String {
        let clock = seconds % 86_400
        let hour = twoDigits(clock / 3_600)
        return
            "\(Day(daysSinceUnixEpoch: seconds / 86_400))T\(hour):\(twoDigits(clock / 60 % 60)):\(twoDigits(clock % 60))"
    }

    static func < (left: Moment, right: Moment) -> Bool {
        left.secondsSinceUnixEpoch < right.secondsSinceUnixEpoch
    }
}
