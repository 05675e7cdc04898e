/// A pattern of time stamps, compiled; the letters are those of ``TimestampFormat/init(pattern:names:)``.
struct TimestampPattern: Sendable {
    /// A part of a time stamp that is read from digits or words.
    enum Field: Int, Sendable {
        case year, month, day, hour, minute, second, fraction, weekday, dayPeriod, offset

        /// Its name in an error.
        var name: String { self == .dayPeriod ? "half of the day" : "\(self)" }
    }

    /// How a piece of the text is read.
    enum Element: Hashable, Sendable {
        case digits(Field, ClosedRange<Int>)
        case yearOfTwoDigits
        case hourOfTwelve(ClosedRange<Int>)
        case word(Field, TimestampWords)
        case fraction
        case offset
        case abbreviatedZone
        case literal(UInt8)
    }

    let elements: [Element]
    let fields: Set<Field>
    /// Which of day and month comes first, where both are numbers.
    let dayOrder: DayOrder?

    init(_ pattern: String, names: DateNames) throws(TimestampPatternError) {
        var elements: [Element] = []
        var fields: Set<Field> = []
        var rest = Array(pattern.utf8)[...]
        while let first = rest.first {
            if first == UInt8(ascii: "'") {
                elements += try Self.quoted(&rest)
            } else if Self.isLetter(first) {
                let run = rest.prefix { $0 == first }
                rest = rest.dropFirst(run.count)
                let (element, field) = try Self.element(String(decoding: run, as: UTF8.self), names)
                guard fields.insert(field).inserted else { throw .repeatedField(field.name) }
                elements.append(element)
            } else {
                elements.append(.literal(first))
                rest = rest.dropFirst()
            }
        }
        self.elements = elements
        self.fields = fields
        dayOrder = Self.dayOrder(elements)
        try checkFields()
    }

    private static func dayOrder(_ elements: [Element]) -> DayOrder? {
        func place(of field: Field) -> Int? {
            elements.firstIndex { if case .digits(field, _) = $0 { true } else { false } }
        }
        guard let day = place(of: .day), let month = place(of: .month) else { return nil }
        return day < month ? .dayFirst : .monthFirst
    }

    /// Whether `other` has the same elements but for a day and a month of digits that have changed places.
    func swapsDayAndMonth(of other: TimestampPattern) -> Bool {
        guard let dayOrder, let otherOrder = other.dayOrder, dayOrder != otherOrder else { return false }
        return elements.elementsEqual(other.elements) { element, other in
            element == other || element.isDayOrMonthOfDigits && other.isDayOrMonthOfDigits
        }
    }

    private func checkFields() throws(TimestampPatternError) {
        let needs: [(Field, when: Bool)] = [
            (.year, true), (.month, true), (.day, true),
            (.hour, fields.contains(.minute) || fields.contains(.dayPeriod) || fields.contains(.offset)),
            (.minute, fields.contains(.second)), (.second, fields.contains(.fraction)),
            (.dayPeriod, elements.contains { if case .hourOfTwelve = $0 { true } else { false } }),
        ]
        for (field, isNeeded) in needs where isNeeded && !fields.contains(field) {
            throw .missingField(field.name)
        }
        let isOfTwentyFour = elements.contains { if case .digits(.hour, _) = $0 { true } else { false } }
        if isOfTwentyFour, fields.contains(.dayPeriod) { throw .missingField("hour of twelve") }
    }

    /// The text between quotation marks; two in a row, inside or outside, are one.
    private static func quoted(_ rest: inout ArraySlice<UInt8>) throws(TimestampPatternError) -> [Element] {
        let quote = UInt8(ascii: "'")
        var text: [Element] = []
        rest = rest.dropFirst()
        if rest.first == quote {
            rest = rest.dropFirst()
            return [.literal(quote)]
        }
        while let byte = rest.popFirst() {
            if byte == quote {
                guard rest.first == quote else { return text }
                rest = rest.dropFirst()
            }
            text.append(.literal(byte))
        }
        throw .openQuote
    }

    private static func element(_ letters: String, _ names: DateNames) throws(TimestampPatternError) -> (Element, Field)
    {
        switch letters {
        case "yyyy": (.digits(.year, 4...4), .year)
        case "yy": (.yearOfTwoDigits, .year)
        case "M": (.digits(.month, 1...2), .month)
        case "MM": (.digits(.month, 2...2), .month)
        case "MMM", "MMMM": (.word(.month, TimestampWords(names.months, from: 1)), .month)
        case "d": (.digits(.day, 1...2), .day)
        case "dd": (.digits(.day, 2...2), .day)
        case "E", "EEE", "EEEE": (.word(.weekday, TimestampWords(names.weekdays, from: 0)), .weekday)
        case "H": (.digits(.hour, 1...2), .hour)
        case "HH": (.digits(.hour, 2...2), .hour)
        case "h": (.hourOfTwelve(1...2), .hour)
        case "hh": (.hourOfTwelve(2...2), .hour)
        case "a": (.word(.dayPeriod, TimestampWords(names.dayPeriods, from: 0)), .dayPeriod)
        case "m": (.digits(.minute, 1...2), .minute)
        case "mm": (.digits(.minute, 2...2), .minute)
        case "s": (.digits(.second, 1...2), .second)
        case "ss": (.digits(.second, 2...2), .second)
        case "S", "SSS", "SSSSSS": (.fraction, .fraction)
        case "X": (.offset, .offset)
        case "z": (.abbreviatedZone, .offset)
        default: throw .unknownField(letters)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7a ~= byte | 0x20 }
}

extension TimestampPattern.Element {
    fileprivate var isDayOrMonthOfDigits: Bool {
        if case .digits(let field, _) = self { field == .day || field == .month } else { false }
    }
}
