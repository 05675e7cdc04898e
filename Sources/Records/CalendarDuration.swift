/// A value of type DURATION (RFC 5545, section 3.3.6): days, which follow the clock on the wall, and then a time that
/// follows the clock of physics.
struct CalendarDuration: Hashable {
    /// Nominal days; a week is seven.
    var days: Int
    /// Exact seconds.
    var seconds: Int

    /// Ten thousand years in days: longer than there is time.
    private static let longest = 3_652_500

    init(days: Int, seconds: Int) {
        self.days = days
        self.seconds = seconds
    }

    /// Reads `P1W`, `P1DT2H`, `PT30M`, with a sign or without; nil when it is none of that kind.
    init?(_ text: some StringProtocol) {
        var text = String(text)
        let parts: (days: Int, seconds: Int)? = text.withUTF8 { bytes in
            var scanner = DigitScanner(Cell(bytes).trimmed.bytes)
            let isNegative = scanner.skip("-")
            if !isNegative { _ = scanner.skip("+") }
            guard scanner.skip("P"), let parts = Self.parts(&scanner) else { return nil }
            return isNegative ? (-parts.days, -parts.seconds) : parts
        }
        guard let parts, abs(parts.days) <= Self.longest, abs(parts.seconds) <= Self.longest * 86_400 else {
            return nil
        }
        self.init(days: parts.days, seconds: parts.seconds)
    }

    private static func parts(_ scanner: inout DigitScanner) -> (days: Int, seconds: Int)? {
        var days = 0
        var seconds = 0
        var isTime = false
        guard !scanner.isAtEnd else { return nil }
        while !scanner.isAtEnd {
            if !isTime, scanner.skip("T") { isTime = true }
            guard let number = scanner.number(1...9) else { return nil }
            if !isTime, scanner.skip("W") {
                days += number * 7
            } else if !isTime, scanner.skip("D") {
                days += number
            } else if isTime, scanner.skip("H") {
                seconds += number * 3600
            } else if isTime, scanner.skip("M") {
                seconds += number * 60
            } else if isTime, scanner.skip("S") {
                seconds += number
            } else {
                return nil
            }
        }
        return (days, seconds)
    }
}
