/// Reads ISO 8601 time stamps from bytes; the form is that of ``TimestampFormat/iso8601``.
enum ISOTimestamp {
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Stamp? {
        var scanner = DigitScanner(bytes)
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2)
        else { return nil }
        if scanner.isAtEnd { return CivilTime(year: year, month: month, day: day).map { .date($0) } }

        guard scanner.skip("T") || scanner.skip(" ") || scanner.skip("t"), let hour = scanner.number(2),
            scanner.skip(":"), let minute = scanner.number(2)
        else { return nil }
        guard let (second, microsecond) = seconds(&scanner),
            let civil = CivilTime(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: microsecond
            )
        else { return nil }
        if scanner.isAtEnd { return .civil(civil) }
        _ = scanner.skip(" ")
        guard let offset = offset(&scanner) else { return nil }
        if !scanner.isAtEnd, !skipAbbreviation(&scanner, offset: offset) { return nil }
        return scanner.isAtEnd ? .instant(civil.instant(secondsEastOfUTC: offset)) : nil
    }

    private static func seconds(_ scanner: inout DigitScanner) -> (second: Int, microsecond: Int)? {
        guard scanner.skip(":") else { return (0, 0) }
        guard let second = scanner.number(2) else { return nil }
        guard scanner.skip(".") else { return (second, 0) }
        guard let microsecond = scanner.microseconds() else { return nil }
        return (second, microsecond)
    }

    /// Seconds east of UTC; hours up to 23 and minutes up to 59, as RFC 3339 (section 5.6) has them.
    static func offset(_ scanner: inout DigitScanner) -> Int? {
        if scanner.skip("Z") || scanner.skip("z") || skipUniversal(&scanner) { return 0 }
        let sign: Int
        if scanner.skip("+") { sign = 1 } else if scanner.skip("-") { sign = -1 } else { return nil }
        guard let hour = scanner.number(2), hour <= 23 else { return nil }
        let hasColon = scanner.skip(":")
        guard hasColon || scanner.isAtDigit else { return sign * hour * 3600 }
        guard let minute = scanner.number(2), minute <= 59 else { return nil }
        guard hasColon, scanner.skip(":") else { return sign * (hour * 3600 + minute * 60) }
        guard let second = scanner.number(2), second <= 59 else { return nil }
        return sign * (hour * 3600 + minute * 60 + second)
    }

    /// Seconds east of UTC of a zone as the letter `z` of LDML writes it: `UTC`, `GMT+1`, `GMT-03:30`, and in America
    /// the zone's abbreviation.
    static func abbreviatedZone(_ scanner: inout DigitScanner) -> Int? {
        if let hours = americanZones.number(&scanner) { return -hours * 3600 }
        guard skipUniversal(&scanner) else { return nil }
        let sign: Int
        if scanner.skip("+") { sign = 1 } else if scanner.skip("-") { sign = -1 } else { return 0 }
        guard let hour = scanner.number(1...2), hour <= 23 else { return nil }
        guard scanner.skip(":") else { return sign * hour * 3600 }
        guard let minute = scanner.number(2), minute <= 59 else { return nil }
        return sign * (hour * 3600 + minute * 60)
    }

    /// Steps over the abbreviation that Go writes behind an offset, `2026-03-02 09:30:00 +0100 CET`; false: it is none, or
    /// contradicts the offset.
    private static func skipAbbreviation(_ scanner: inout DigitScanner, offset: Int) -> Bool {
        guard scanner.skip(" ") else { return false }
        if skipUniversal(&scanner) { return offset == 0 }
        return scanner.skipCapitals(3...5)
    }

    private static func skipUniversal(_ scanner: inout DigitScanner) -> Bool {
        scanner.skip(word: Array("UTC".utf8)) || scanner.skip(word: Array("GMT".utf8))
    }

    /// Abbreviations that CLDR's American English has, by hours west of UTC.
    private static let americanZones = TimestampWords(
        [["EDT"], ["EST", "CDT"], ["CST", "MDT"], ["MST", "PDT"], ["PST", "AKDT"], ["AKST", "HDT"], ["HST"]], from: 4)
}
