/// How the numbers of a column are written, by what its first records show.
struct NumberGuess: Hashable {
    /// The character between whole and fraction, `.` or `,`.
    let decimal: Character
    /// The character between groups of three digits; nil: there is none.
    let grouping: Character?

    /// What reads every one of `samples`; nil: nothing does, there is none, or it cannot be told whether a mark
    /// groups digits or begins a fraction (`1.234`).
    init?(_ samples: [String]) {
        let marks: [(decimal: Character, grouping: Character?)] = [
            (".", nil), (",", nil), (".", ","), (",", "."), (",", " "), (",", "\u{a0}"), (",", "\u{202f}"),
            (".", "'"), (".", "’"), (".", " "),
        ]
        let fitting = marks.filter { marks in
            samples.allSatisfy { Self.isNumber($0, decimal: marks.decimal, grouping: marks.grouping) }
        }
        guard !samples.isEmpty, let first = fitting.first else { return nil }
        // Where one mark reads 1.234 as a fraction and the other as a thousand, only another sample can tell.
        if fitting.contains(where: { $0.decimal != first.decimal }),
            samples.contains(where: { !$0.allSatisfy(Self.isDigit) })
        {
            return nil
        }
        (decimal, grouping) = first
    }

    /// Whether it is a number with a point and without grouping, as canonical files have it.
    var isPlain: Bool { decimal == "." && grouping == nil }

    private static func isNumber(_ text: String, decimal: Character, grouping: Character?) -> Bool {
        let body = text.first == "-" ? text.dropFirst() : text[...]
        let parts = body.split(separator: decimal, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, parts.count == 1 || isDigits(parts[1]) else { return false }
        guard let grouping else { return isDigits(whole) }
        let groups = whole.split(separator: grouping, omittingEmptySubsequences: false)
        guard let first = groups.first, isDigits(first) else { return false }
        return groups.count == 1
            || (first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 && isDigits($0) })
    }

    private static func isDigits(_ text: Substring) -> Bool { !text.isEmpty && text.allSatisfy(isDigit) }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
