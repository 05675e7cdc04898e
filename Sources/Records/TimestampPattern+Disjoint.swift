extension TimestampPattern {
    /// The beginning of every stamp of ISO 8601, as elements.
    static let isoDate: [Element] = [
        .digits(.year, 4...4), .literal(UInt8(ascii: "-")), .digits(.month, 2...2), .literal(UInt8(ascii: "-")),
        .digits(.day, 2...2),
    ]

    /// What two elements at the same place of two patterns tell about the texts that both read.
    private enum Comparison {
        /// There are none.
        case disjoint
        /// Both take the same bytes.
        case same
        case unknown
    }

    /// Whether no text is read by both patterns; false also where that cannot be told.
    func isDisjoint(from other: TimestampPattern) -> Bool {
        // Every element takes at least one byte.
        Self.comparison(elements, other.elements) ?? (elements.count != other.elements.count)
    }

    /// Whether no text is read by the pattern and as ISO 8601; false also where that cannot be told.
    var isDisjointFromISO: Bool { Self.comparison(elements, Self.isoDate) ?? false }

    /// Whether the patterns are disjoint by the elements that both have; nil: those read the same texts.
    private static func comparison(_ left: [Element], _ right: [Element]) -> Bool? {
        for place in 0..<min(left.count, right.count) {
            let isNumberBehind = [left, right].contains { elements in
                elements.indices.contains(place + 1) && elements[place + 1].mayBeginWithDigit
            }
            switch comparison(left[place], right[place], isNumberBehind: isNumberBehind) {
            case .same: continue
            case .disjoint: return true
            case .unknown: return false
            }
        }
        return nil
    }

    private static func comparison(_ left: Element, _ right: Element, isNumberBehind: Bool) -> Comparison {
        if let count = left.digitCount, let other = right.digitCount {
            // Digits that end at something else are taken all, so their count decides.
            if isNumberBehind { return .unknown }
            return count.overlaps(other) ? .same : .disjoint
        }
        switch (left, right) {
        case (.word, .word): return left == right ? .same : .unknown
        case (.literal(let byte), .literal(let other)):
            if byte == other { return .same }
            return byte < 0x80 && other < 0x80 ? .disjoint : .unknown
        case (.literal(let byte), let other), (let other, .literal(let byte)):
            if byte >= 0x80 { return .unknown }
            if other.digitCount != nil { return Cell.isDigit(byte) ? .unknown : .disjoint }
            if case .word = other { return 0x61...0x7a ~= byte | 0x20 ? .unknown : .disjoint }
            return .unknown
        case (.word, let other), (let other, .word): return other.digitCount == nil ? .unknown : .disjoint
        default: return .unknown
        }
    }
}

extension TimestampPattern.Element {
    /// How many digits it takes, as many of them as there are; nil: it is no number.
    fileprivate var digitCount: ClosedRange<Int>? {
        switch self {
        case .digits(_, let count), .hourOfTwelve(let count): count
        case .yearOfTwoDigits: 2...2
        case .fraction: 1...Int.max
        case .word, .offset, .abbreviatedZone, .literal: nil
        }
    }

    fileprivate var mayBeginWithDigit: Bool {
        if case .literal(let byte) = self { Cell.isDigit(byte) } else { digitCount != nil }
    }
}
