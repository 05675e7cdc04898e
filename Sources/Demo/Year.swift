/// The 53 weeks the demo tells of, oldest first: a year and one week to compare it with.
struct Year {
    static let weekCount = 53

    /// The Monday on which the newest week ends.
    let end: Day

    /// The Monday on which the oldest week begins.
    var start: Day { end - 7 * Self.weekCount }

    /// Nothing that the files hold happened at this instant or later.
    var endsAt: Moment { Moment(end, second: 0) }

    var weeks: Range<Int> { 0..<Self.weekCount }

    /// The Monday on which leadership's reorganisation takes effect, about five months before the end.
    var reorganisedOn: Day { monday(of: Self.weekCount - 21) }

    func monday(of week: Int) -> Day {
        start + 7 * week
    }

    /// How many weeks lie between a week and the newest one.
    func age(of week: Int) -> Int {
        Self.weekCount - 1 - week
    }

    /// How far through the year a week lies, 0…1.
    func progress(of week: Int) -> Double {
        Double(week) / Double(Self.weekCount - 1)
    }

    /// The moment when it had come by the end of the year, else nil: the files were exported then.
    func happened(_ moment: Moment) -> Moment? {
        moment < endsAt ? moment : nil
    }

    /// How busy a week is beside an ordinary one: quiet summers, quiet holidays, busy starts of a year.
    func season(of week: Int) -> Double {
        let byMonth = [1.1, 1.05, 1, 1, 0.95, 0.95, 0.85, 0.8, 1, 1.05, 1.1, 0.85]
        return byMonth[monday(of: week).civil.month - 1]
    }

    /// When a customer writes: mostly on working days and in the daytime, seldom at night or on a weekend.
    func customerMoment(in week: Int, using random: inout SplitMix64) -> Moment {
        let weekday = random.pick([(0, 22), (1, 21), (2, 19), (3, 18), (4, 14), (5, 3), (6, 3)])
        let hour = random.pick(Self.customerHours)
        return Moment(monday(of: week) + weekday, second: hour * 3_600 + random.below(3_600))
    }

    private static let customerHours = zip(
        0..., [1, 1, 1, 1, 1, 2, 5, 14, 30, 40, 42, 36, 24, 30, 38, 36, 30, 22, 12, 9, 7, 6, 4, 2]
    ).map { ($0, $1) }

    /// When people of the company meet somebody: a quarter of an hour on a working day between 9 and 17 o'clock.
    func workingMoment(in week: Int, using random: inout SplitMix64) -> Moment {
        Moment(monday(of: week) + random.below(5), second: (9 * 4 + random.below(8 * 4)) * 900)
    }
}
