extension TimestampPattern {
    /// What has been read so far; what the pattern leaves out is zero.
    private struct Parts {
        /// By the fields' raw values: a dictionary would allocate for every stamp.
        private var numbers = InlineArray<10, Int>(repeating: 0)

        subscript(field: Field) -> Int { numbers[field.rawValue] }

        /// Keeps `number`; false when there is none.
        mutating func set(_ field: Field, _ number: Int?) -> Bool {
            guard let number else { return false }
            numbers[field.rawValue] = number
            return true
        }
    }

    /// The stamp that all of `bytes` is; nil when it is none.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Stamp? {
        var parts = Parts()
        return read(elements[...], bytes, into: &parts) ? stamp(parts) : nil
    }

    /// The stamp with the day and the offset of `start` and the time of day that all of `time` is; nil when they are none.
    func parse(timeOfDay time: UnsafeBufferPointer<UInt8>, onDayOf start: UnsafeBufferPointer<UInt8>) -> Stamp? {
        let places = elements.indices.filter { elements[$0].isOfTimeOfDay }
        var parts = Parts()
        guard let first = places.first, let last = places.last, read(elements[...], start, into: &parts) else {
            return nil
        }
        return read(elements[first...last], time, into: &parts) ? stamp(parts) : nil
    }

    private func read(
        _ elements: ArraySlice<Element>, _ bytes: UnsafeBufferPointer<UInt8>, into parts: inout Parts
    ) -> Bool {
        var scanner = DigitScanner(bytes)
        for element in elements {
            guard read(element, &scanner, into: &parts) else { return false }
        }
        return scanner.isAtEnd
    }

    private func read(_ element: Element, _ scanner: inout DigitScanner, into parts: inout Parts) -> Bool {
        switch element {
        case .digits(let field, let count):
            return parts.set(field, scanner.number(count))
        case .yearOfTwoDigits:
            // As POSIX strptime's %y: 69–99 are of the twentieth century.
            return parts.set(.year, scanner.number(2).map { $0 + ($0 < 69 ? 2000 : 1900) })
        case .hourOfTwelve(let count):
            guard let hour = scanner.number(count), 1...12 ~= hour else { return false }
            return parts.set(.hour, hour % 12)
        case .word(let field, let words):
            return parts.set(field, words.number(&scanner))
        case .fraction: return parts.set(.fraction, scanner.microseconds())
        case .offset: return parts.set(.offset, ISOTimestamp.offset(&scanner))
        case .abbreviatedZone: return parts.set(.offset, ISOTimestamp.abbreviatedZone(&scanner))
        case .literal(UInt8(ascii: " ")): return scanner.skipSpace()
        case .literal(let byte): return scanner.skip(Unicode.Scalar(byte))
        }
    }

    private func stamp(_ parts: Parts) -> Stamp? {
        let civil = CivilTime(
            year: parts[.year], month: parts[.month], day: parts[.day], hour: parts[.hour] + 12 * parts[.dayPeriod],
            minute: parts[.minute], second: parts[.second], microsecond: parts[.fraction])
        guard let civil, !fields.contains(.weekday) || civil.weekday == parts[.weekday] else { return nil }
        if fields.contains(.offset) { return .instant(civil.instant(secondsEastOfUTC: parts[.offset])) }
        return fields.contains(.hour) ? .civil(civil) : .date(civil)
    }
}

extension TimestampPattern.Element {
    fileprivate var isOfTimeOfDay: Bool {
        switch self {
        case .digits(let field, _), .word(let field, _): [.hour, .minute, .second, .dayPeriod].contains(field)
        case .hourOfTwelve, .fraction: true
        case .yearOfTwoDigits, .offset, .abbreviatedZone, .literal: false
        }
    }
}
