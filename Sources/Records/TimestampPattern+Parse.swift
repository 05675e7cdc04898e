extension TimestampPattern {
    /// What has been read so far; what the pattern leaves out is zero.
    private struct Parts {
        var numbers: [Field: Int] = [:]
        var microsecond = 0
        var offset = 0

        subscript(field: Field) -> Int { numbers[field] ?? 0 }
    }

    /// The stamp that all of `bytes` is; nil when it is none.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Stamp? {
        var scanner = DigitScanner(bytes)
        var parts = Parts()
        for element in elements {
            guard read(element, &scanner, into: &parts) else { return nil }
        }
        return scanner.isAtEnd ? stamp(parts) : nil
    }

    private func read(_ element: Element, _ scanner: inout DigitScanner, into parts: inout Parts) -> Bool {
        switch element {
        case .digits(let field, let count):
            parts.numbers[field] = scanner.number(count)
            return parts.numbers[field] != nil
        case .yearOfTwoDigits:
            // As POSIX strptime's %y: 69–99 are of the twentieth century.
            parts.numbers[.year] = scanner.number(2).map { $0 + ($0 < 69 ? 2000 : 1900) }
            return parts.numbers[.year] != nil
        case .hourOfTwelve(let count):
            guard let hour = scanner.number(count), 1...12 ~= hour else { return false }
            parts.numbers[.hour] = hour % 12
            return true
        case .word(let field, let words):
            parts.numbers[field] = words.first { scanner.skip(word: $0.spelling) }?.number
            return parts.numbers[field] != nil
        case .fraction:
            guard let microsecond = scanner.microseconds() else { return false }
            parts.microsecond = microsecond
            return true
        case .offset:
            guard let offset = ISOTimestamp.offset(&scanner) else { return false }
            parts.offset = offset
            return true
        case .literal(UInt8(ascii: " ")): return scanner.skipSpace()
        case .literal(let byte): return scanner.skip(Unicode.Scalar(byte))
        }
    }

    private func stamp(_ parts: Parts) -> Stamp? {
        let civil = CivilTime(
            year: parts[.year], month: parts[.month], day: parts[.day], hour: parts[.hour] + 12 * parts[.dayPeriod],
            minute: parts[.minute], second: parts[.second], microsecond: parts.microsecond)
        guard let civil, !fields.contains(.weekday) || civil.weekday == parts[.weekday] else { return nil }
        if fields.contains(.offset) { return .instant(civil.instant(secondsEastOfUTC: parts.offset)) }
        return fields.contains(.hour) ? .civil(civil) : .date(civil)
    }
}
