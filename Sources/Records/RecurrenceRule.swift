/// A recurrence rule (RFC 5545, section 3.3.10).
///
/// It knows no zone and no instant: it steps over the days and hours of a wall clock, and what the clock's zone makes of
/// them is decided elsewhere.
struct RecurrenceRule {
    /// How long one period is, from the shortest on.
    enum Frequency: Int {
        case secondly, minutely, hourly, daily, weekly, monthly, yearly
    }

    /// An entry of `BYDAY`.
    struct Weekday: Hashable {
        /// From 0 for Monday.
        var day: Int
        /// Which of the month or year, negative from its end; nil: each.
        var ordinal: Int?
    }

    /// `FREQ`.
    let frequency: Frequency
    /// `INTERVAL`, in periods; 1 or more.
    private(set) var interval = 1
    /// `COUNT`, how many times in all; nil: no number is named. 0 repeats nothing, not even the start.
    private(set) var count: Int?
    /// `UNTIL`, the last moment at which an occurrence may start; nil: none is named.
    private(set) var until: CalendarTime?
    /// `WKST`, the day on which a week begins, from 0 for Monday.
    private(set) var weekStart = 0
    /// `BYMONTH`.
    var months: [Int] = []
    /// `BYWEEKNO`, negative from the end of the year.
    private(set) var weekNumbers: [Int] = []
    /// `BYYEARDAY`, negative from the end of the year.
    private(set) var yearDays: [Int] = []
    /// `BYMONTHDAY`, negative from the end of the month.
    var monthDays: [Int] = []
    /// `BYDAY`.
    var weekdays: [Weekday] = []
    /// `BYHOUR`.
    var hours: [Int] = []
    /// `BYMINUTE`.
    var minutes: [Int] = []
    /// `BYSECOND`.
    var seconds: [Int] = []
    /// `BYSETPOS`: which occurrences of a period are meant, negative from its end; empty: all.
    private(set) var positions: [Int] = []

    /// Reads a rule; nil when it is none, or has parts that nobody knows.
    init?(_ text: String) {
        let text = text.uppercased().filter { !$0.isWhitespace }
        let parts = text.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        guard let name = parts.first(where: { $0.first == "FREQ" })?.last, let frequency = Self.frequencies[name] else {
            return nil
        }
        self.frequency = frequency
        for part in parts {
            guard let name = part.first, part.count == 2 || name.hasPrefix("X-"), read(name, part.last ?? "") else {
                return nil
            }
        }
    }

    /// Whether a part that narrows down or adds to the periods is named.
    var isPlain: Bool {
        positions.isEmpty && weekdays.isEmpty
            && [months, weekNumbers, yearDays, monthDays, hours, minutes, seconds].allSatisfy(\.isEmpty)
    }
}

extension RecurrenceRule {
    private static let frequencies: [String: Frequency] = [
        "SECONDLY": .secondly, "MINUTELY": .minutely, "HOURLY": .hourly, "DAILY": .daily, "WEEKLY": .weekly,
        "MONTHLY": .monthly, "YEARLY": .yearly,
    ]
    private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    /// False: the part is none.
    private mutating func read(_ name: String, _ value: String) -> Bool {
        switch name {
        case "FREQ": return true
        case "INTERVAL": return Self.read(value, 1...1_000_000) { interval = $0 }
        case "COUNT":
            if value == "-1" { return true }  // Confluence's word for no end
            return Self.read(value, 0...1_000_000_000) { count = $0 }
        case "UNTIL":
            until = CalendarTime(value)
            return until != nil
        case "WKST":
            guard let day = Self.days.firstIndex(of: value) else { return false }
            weekStart = day
            return true
        case "BYDAY": return readWeekdays(value)
        case "BYMONTH": return Self.read(list: value, 12, isSigned: false) { months = $0 }
        case "BYWEEKNO": return Self.read(list: value, 53) { weekNumbers = $0 }
        case "BYYEARDAY": return Self.read(list: value, 366) { yearDays = $0 }
        case "BYMONTHDAY": return Self.read(list: value, 31) { monthDays = $0 }
        case "BYSETPOS": return Self.read(list: value, 366) { positions = $0 }
        case "BYHOUR": return Self.read(clock: value, 23) { hours = $0 }
        case "BYMINUTE": return Self.read(clock: value, 59) { minutes = $0 }
        case "BYSECOND": return Self.read(clock: value, 59) { seconds = $0 }
        // Of RFC 7529, what it says of the calendar that everybody means.
        case "RSCALE": return value == "GREGORIAN"
        case "SKIP": return value == "OMIT"
        default: return name.hasPrefix("X-")
        }
    }

    private mutating func readWeekdays(_ value: String) -> Bool {
        for item in value.split(separator: ",") {
            guard let day = Self.days.firstIndex(of: String(item.suffix(2))) else { return false }
            var weekday = Weekday(day: day)
            if item.count > 2 {
                guard let ordinal = Int(item.dropLast(2)), 1...53 ~= abs(ordinal) else { return false }
                weekday.ordinal = ordinal
            }
            weekdays.append(weekday)
        }
        return !weekdays.isEmpty
    }

    private static func read(_ value: String, _ range: ClosedRange<Int>, _ take: (Int) -> Void) -> Bool {
        guard let number = Int(value), range.contains(number) else { return false }
        take(number)
        return true
    }

    private static func read(list: String, _ largest: Int, isSigned: Bool = true, _ take: ([Int]) -> Void) -> Bool {
        let items = list.split(separator: ",")
        let numbers = items.compactMap { Int($0) }.filter { 1...largest ~= (isSigned ? abs($0) : $0) }
        take(numbers)
        return !items.isEmpty && numbers.count == items.count
    }

    private static func read(clock list: String, _ largest: Int, _ take: ([Int]) -> Void) -> Bool {
        let items = list.split(separator: ",")
        let numbers = items.compactMap { Int($0) }.filter { 0...largest ~= $0 }
        take(numbers.sorted())
        return !items.isEmpty && numbers.count == items.count
    }
}
