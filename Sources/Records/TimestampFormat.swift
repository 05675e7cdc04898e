/// How time stamps are written in a file.
public struct TimestampFormat: Sendable {
    private enum Syntax: Sendable {
        case iso8601
        case pattern(TimestampPattern, text: String)
        case epoch(DurationUnit)
    }

    private let syntax: Syntax

    /// `2026-03-01`, `2026-03-01 09:30`, `2026-03-01T09:30:15.25`, the latter two also with `Z` or an offset.
    ///
    /// Between date and time stands `T`, `t` or one space; the offset is `Z`, `z`, `UTC`, `GMT`, `±HH`, `±HHMM`, `±HH:MM` or
    /// `±HH:MM:SS`, also behind one space. Digits of the second beyond the sixth are dropped. Years 0001–9999; no 24:00, no second 60.
    public static let iso8601 = TimestampFormat(syntax: .iso8601)

    /// Seconds since 1970-01-01 00:00 UTC, whole or with a fraction.
    public static let epochSeconds = TimestampFormat(syntax: .epoch(.seconds))

    /// Milliseconds since 1970-01-01 00:00 UTC.
    public static let epochMilliseconds = TimestampFormat(syntax: .epoch(.milliseconds))

    /// A pattern such as `dd/MMM/yy h:mm a`, in the letters of Unicode's LDML (UTS 35, part 4):
    ///
    /// - `yyyy` four digits; `yy` two, 69–99 being 1969–1999
    /// - `M`, `d`, `H`, `h`, `m`, `s` one or two digits, doubled exactly two; `H` from 0 to 23, `h` from 1 to 12
    /// - `MMM`, `MMMM` the month, `E`, `EEE`, `EEEE` the day of the week, `a` the half of the day, as a word of `names`
    ///   in any of its spellings; a day of the week that is not the date's is refused
    /// - `S`, `SSS`, `SSSSSS` digits of a fraction, any number of them
    /// - `X` an offset as in ``iso8601``
    /// - `z` a zone such as `UTC`, `GMT+1` or `PST`
    /// - text in `'…'`, and everything that is no ASCII letter, stands for itself
    ///
    /// Throws when a letter means nothing, a field stands there twice, or year, month or day is missing.
    public init(pattern: String, names: DateNames = .english) throws(TimestampPatternError) {
        syntax = .pattern(try TimestampPattern(pattern, names: names), text: pattern)
    }

    /// The pattern as it was given; nil: it has none.
    public var pattern: String? {
        guard case .pattern(_, let text) = syntax else { return nil }
        return text
    }

    /// Which of day and month comes first, where both are numbers; nil: no pattern, or a word names the month.
    public var dayOrder: DayOrder? {
        guard case .pattern(let pattern, _) = syntax else { return nil }
        return pattern.dayOrder
    }

    /// Whether `other` reads the same stamps but for day and month, which have changed places.
    public func swapsDayAndMonth(of other: TimestampFormat) -> Bool {
        guard case .pattern(let pattern, _) = syntax, case .pattern(let otherPattern, _) = other.syntax else {
            return false
        }
        return pattern.swapsDayAndMonth(of: otherPattern)
    }

    /// Whether no cell can be read in both formats; false also where that cannot be told.
    func isDisjoint(from other: TimestampFormat) -> Bool {
        switch (syntax, other.syntax) {
        case (.pattern(let pattern, _), .pattern(let other, _)): pattern.isDisjoint(from: other)
        case (.pattern(let pattern, _), .iso8601), (.iso8601, .pattern(let pattern, _)): pattern.isDisjointFromISO
        default: false
        }
    }

    private init(syntax: Syntax) {
        self.syntax = syntax
    }

    /// The stamp that the whole cell is; nil when it is none.
    public func parse(_ cell: Cell) -> Stamp? {
        switch syntax {
        case .iso8601: ISOTimestamp.parse(cell.bytes)
        case .pattern(let pattern, _): pattern.parse(cell.bytes)
        case .epoch(let unit): Self.instant(cell, unit).map { .instant($0) }
        }
    }

    /// The stamp with the day, and the offset, of `start` and the time of day that `time` is, as at the end of a range on
    /// one day; nil when they are none by the same pattern.
    func parse(timeOfDay time: Cell, onDayOf start: Cell) -> Stamp? {
        guard case .pattern(let pattern, _) = syntax else { return nil }
        return pattern.parse(timeOfDay: time.bytes, onDayOf: start.bytes)
    }

    /// Within the years that other formats can write.
    private static func instant(_ cell: Cell, _ unit: DurationUnit) -> Instant? {
        guard let microseconds = cell.duration(in: unit) else { return nil }
        return -62_135_596_800_000_000..<253_402_300_800_000_000 ~= microseconds
            ? Instant(microsecondsSinceUnixEpoch: microseconds) : nil
    }
}
