/// A value of type DATE or DATE-TIME (RFC 5545, sections 3.3.4 and 3.3.5): what a clock shows, and whose clock.
struct CalendarTime {
    /// Whose clock it is.
    enum Clock: Hashable {
        /// No time of day: a whole day.
        case date
        case universal
        /// Wherever one is.
        case floating
        /// The zone of that `TZID`.
        case zone(String)
    }

    var civil: CivilTime
    var clock: Clock

    var isDate: Bool { clock == .date }

    init(civil: CivilTime, clock: Clock) {
        self.civil = civil
        self.clock = clock
    }

    /// Its clock and what it shows, for telling times apart.
    var text: String { "\(clock) \(civil.text)" }

    /// Reads `20260302`, `20260302T093000` or `20260302T093000Z`; nil when it is neither.
    ///
    /// What it looks like decides, not `VALUE=DATE`: many programs forget it before a day, some write it before a time.
    init?(_ text: some StringProtocol, line: CalendarLine) {
        guard let (civil, form) = Self.read(text) else { return nil }
        self.civil = civil
        switch form {
        case .date: clock = .date
        case .universal: clock = .universal
        case .local: clock = line.parameter("TZID").map { .zone($0) } ?? .floating
        }
    }

    /// What `text` looks like on its own, without a line that names a zone.
    init?(_ text: some StringProtocol) {
        guard let (civil, form) = Self.read(text) else { return nil }
        self.civil = civil
        switch form {
        case .date: clock = .date
        case .local: clock = .floating
        case .universal: clock = .universal
        }
    }

    private enum Form { case date, local, universal }

    private static func read(_ text: some StringProtocol) -> (CivilTime, Form)? {
        var text = String(text)
        return text.withUTF8 { bytes in
            var scanner = DigitScanner(Cell(bytes).trimmed.bytes)
            guard let year = scanner.number(4), let month = scanner.number(2), let day = scanner.number(2) else {
                return nil
            }
            // Google writes the days of birthdays as `20260302Z`.
            let isDay = scanner.isAtEnd || (scanner.skip("Z") && scanner.isAtEnd)
            if isDay { return CivilTime(year: year, month: month, day: day).map { ($0, .date) } }
            guard scanner.skip("T"), let hour = scanner.number(2), let minute = scanner.number(2),
                let second = scanner.number(2)
            else { return nil }
            let form: Form = scanner.skip("Z") ? .universal : .local
            // Second 60 is a leap second, which nobody else counts.
            guard scanner.isAtEnd, second <= 60,
                let civil = CivilTime(
                    year: year, month: month, day: day, hour: hour, minute: minute, second: min(second, 59))
            else { return nil }
            return (civil, form)
        }
    }
}
