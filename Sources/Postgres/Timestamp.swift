/// An instant to the microsecond: PostgreSQL's `timestamptz`.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01 00:00 UTC; negative before. The two outermost values are the infinities.
    public var microsecondsSinceUnixEpoch: Int64

    /// The instant so many microseconds after 1970-01-01 00:00 UTC.
    public init(microsecondsSinceUnixEpoch: Int64) {
        self.microsecondsSinceUnixEpoch = microsecondsSinceUnixEpoch
    }

    /// Later than every instant.
    public static let infinity = Timestamp(microsecondsSinceUnixEpoch: .max)
    /// Earlier than every instant.
    public static let negativeInfinity = Timestamp(microsecondsSinceUnixEpoch: .min)

    /// Earlier instants are smaller.
    public static func < (left: Self, right: Self) -> Bool {
        left.microsecondsSinceUnixEpoch < right.microsecondsSinceUnixEpoch
    }

    /// Microseconds since 2000-01-01 00:00 UTC, as PostgreSQL counts; the infinities keep their outermost values.
    var serverMicroseconds: Int64 {
        let offset = Int64(CalendarDate.serverEpoch) * Self.day
        if self == .infinity || self == .negativeInfinity { return microsecondsSinceUnixEpoch }
        // An instant before the reach of the server's type stays out of its reach, and the server refuses it.
        return microsecondsSinceUnixEpoch < .min + offset ? .min + 1 : microsecondsSinceUnixEpoch - offset
    }

    static let second: Int64 = 1_000_000
    static let day: Int64 = 86_400 * second
}

extension Timestamp: LosslessStringConvertible {
    /// Reads what the server prints under `DateStyle = ISO`: `2026-03-29 01:30:00.25+00`, `infinity`, `-infinity`; nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "infinity": self = .infinity
        case "-infinity": self = .negativeInfinity
        default: self.init(finite: text)
        }
    }

    private init?(finite text: String) {
        let pattern =
            /(\d{4,}-\d\d-\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?/
        guard let match = text.wholeMatch(of: pattern)?.output,
            let date = CalendarDate(String(match.1) + (match.10 ?? ""))
        else { return nil }
        func number(_ digits: Substring?) -> Int64 { digits.flatMap { Int64($0) } ?? 0 }
        let time = number(match.2) * 3_600 + number(match.3) * 60 + number(match.4)
        let offset = (number(match.7) * 3_600 + number(match.8) * 60 + number(match.9)) * (match.6 == "-" ? -1 : 1)
        let fraction = number(match.5.map { $0 + String(repeating: "0", count: 6 - $0.count) })
        self.init(
            microsecondsSinceUnixEpoch: Int64(date.daysSinceUnixEpoch) * Self.day + (time - offset) * Self.second
                + fraction)
    }

    /// `2026-03-29 01:30:00.250000+00`, `infinity` or `-infinity`, as PostgreSQL reads it.
    public var description: String {
        if self == .infinity { return "infinity" }
        if self == .negativeInfinity { return "-infinity" }
        let (days, rest) = Self.floored(microsecondsSinceUnixEpoch, Self.day)
        let (seconds, fraction) = Self.floored(rest, Self.second)
        let date = CalendarDate(daysSinceUnixEpoch: Int(days)).description
        let isBeforeChrist = date.hasSuffix(" BC")
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded(Int($0), 2) }.joined(separator: ":")
        return "\(isBeforeChrist ? String(date.dropLast(3)) : date) \(time).\(padded(Int(fraction), 6))+00"
            + (isBeforeChrist ? " BC" : "")
    }

    private static func floored(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z, with their fraction.
    public var secondsSinceUnixEpoch: Double { Double(microsecondsSinceUnixEpoch) / 1e6 }
}
