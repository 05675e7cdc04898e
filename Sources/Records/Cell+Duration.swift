extension Cell {
    /// A number of units (``number(decimalMark:)``) as microseconds, rounded to the nearest; nil also when
    /// 64 bits cannot hold it.
    public func duration(in unit: DurationUnit, decimalMark: UInt8 = UInt8(ascii: ".")) -> Int64? {
        if let whole = integer {
            let (product, overflow) = whole.multipliedReportingOverflow(by: unit.microseconds)
            return overflow ? nil : product
        }
        return number(decimalMark: decimalMark).flatMap {
            Int64(exactly: ($0 * Double(unit.microseconds)).rounded())
        }
    }

    /// A duration as a clock writes it, `-?H+:MM(:SS)?`, as microseconds; hours may exceed 24.
    public var clockDuration: Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let parts = bytes.dropFirst(isNegative ? 1 : 0)
            .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard 2...3 ~= parts.count, let hours = Self.hours(parts[0]), let minutes = Self.sixtieth(parts[1]) else {
            return nil
        }
        guard let seconds = parts.count == 3 ? Self.sixtieth(parts[2]) : 0 else { return nil }
        let microseconds = (hours * 3600 + minutes * 60 + seconds) * 1_000_000
        return isNegative ? -microseconds : microseconds
    }

    /// At most nine digits, a hundred thousand years, so that their microseconds fit.
    private static func hours(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        1...9 ~= digits.count ? value(digits) : nil
    }

    private static func sixtieth(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        guard digits.count == 2, let value = value(digits), value < 60 else { return nil }
        return value
    }

    private static func value(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        guard digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
}
