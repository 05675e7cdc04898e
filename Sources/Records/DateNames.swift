/// The words of a language in time stamps.
///
/// Capital and small ASCII letters count as the same; other letters have to be as given, so give both.
public struct DateNames: Sendable {
    /// The twelve months, January first, each in all its spellings.
    public let months: [[String]]
    /// The seven days, Monday first, each in all its spellings.
    public let weekdays: [[String]]
    /// The two halves of the day, each in all its spellings.
    public let dayPeriods: [[String]]

    /// Words of some language; `weekdays` and `dayPeriods` default to the English ones.
    public init(
        months: [[String]], weekdays: [[String]] = Self.english.weekdays,
        dayPeriods: [[String]] = Self.english.dayPeriods
    ) {
        self.months = months
        self.weekdays = weekdays
        self.dayPeriods = dayPeriods
    }

    /// English, with the three-letter forms and `Sept`.
    public static let english = DateNames(
        months: [
            ["January", "Jan"], ["February", "Feb"], ["March", "Mar"], ["April", "Apr"], ["May"], ["June", "Jun"],
            ["July", "Jul"], ["August", "Aug"], ["September", "Sept", "Sep"], ["October", "Oct"],
            ["November", "Nov"], ["December", "Dec"],
        ],
        weekdays: [
            ["Monday", "Mon"], ["Tuesday", "Tue"], ["Wednesday", "Wed"], ["Thursday", "Thu"], ["Friday", "Fri"],
            ["Saturday", "Sat"], ["Sunday", "Sun"],
        ],
        dayPeriods: [["AM", "a.m."], ["PM", "p.m."]])
}
