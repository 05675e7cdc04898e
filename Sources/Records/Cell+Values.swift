extension Cell {
    /// `true` or `false` in any mixture of capital and small letters.
    public var boolean: Bool? {
        if equalsIgnoringCase("true") { return true }
        if equalsIgnoringCase("false") { return false }
        return nil
    }

    /// A whole number, `-?[0-9]+`, within 64 bits.
    public var integer: Int64? {
        var digits = bytes[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard Self.isDigit(digit) else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            // Subtracted throughout, because the least Int64 has no positive counterpart.
            let (next, underflow) = tens.subtractingReportingOverflow(Int64(digit - 0x30))
            if overflow || underflow { return nil }
            value = next
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// A number, `-?[0-9]+(.[0-9]+)?([eE][+-]?[0-9]+)?`, finite, without grouping.
    ///
    /// `decimalMark` is the ASCII character between whole and fraction, `.` by default.
    public func number(decimalMark: UInt8 = UInt8(ascii: ".")) -> Double? {
        numberText(decimalMark: decimalMark).flatMap { Double($0) }
    }

    /// The text of a number with `.` as its decimal mark, for a database that keeps every digit; nil when the
    /// cell is no number as in ``number(decimalMark:)``.
    public func numberText(decimalMark: UInt8 = UInt8(ascii: ".")) -> String? {
        guard isNumber(decimalMark) else { return nil }
        let text = String(decoding: bytes.lazy.map { $0 == decimalMark ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
        guard let value = Double(text), value.isFinite else { return nil }
        return text
    }

    /// The cell without the marks that part its thousands, as bytes; nil: they stand where none belong.
    ///
    /// A blank stands for those that do not break too, an apostrophe for the typographic one. Groups have three digits,
    /// in India those before the last one two.
    public func ungrouped(_ mark: UInt8, decimalMark: UInt8) -> [UInt8]? {
        let marks = Self.groupingMarks[mark] ?? [[mark]]
        var plain: [UInt8] = []
        var groups: [Int] = []
        var digits = 0
        var rest = bytes[...]
        while let byte = rest.first, byte != decimalMark {
            if let mark = marks.first(where: { rest.starts(with: $0) }) {
                groups.append(digits)
                digits = 0
                rest = rest.dropFirst(mark.count)
                continue
            }
            if Self.isDigit(byte) { digits += 1 }
            plain.append(byte)
            rest = rest.dropFirst()
        }
        if let first = groups.first {
            guard 1...3 ~= first, digits == 3, groups.dropFirst().allSatisfy({ 2...3 ~= $0 }) else { return nil }
        }
        return plain + rest
    }

    private static let groupingMarks: [UInt8: [[UInt8]]] = [
        UInt8(ascii: " "): [Array(" ".utf8), Array("\u{a0}".utf8), Array("\u{202f}".utf8)],
        UInt8(ascii: "'"): [Array("'".utf8), Array("’".utf8)],
    ]

    /// The parts between separators, trimmed; empty ones are dropped, so an empty cell gives none. Where blanks separate,
    /// commas and semicolons do too: a word without blanks, such as a tag, ends with neither.
    public func list(separator: UInt8 = UInt8(ascii: ";")) -> [String] {
        let marks = separator == UInt8(ascii: " ") ? Array(" ,;".utf8) : [separator]
        return bytes.split { marks.contains($0) }.compactMap { part in
            let item = Cell(UnsafeBufferPointer(rebasing: part)).trimmed
            return item.isEmpty ? nil : item.string
        }
    }

    /// The names that Notion writes with the link of their page behind, `Acme (https://www.notion.so/…), Borea (…)`; nil:
    /// there is no link.
    public var linkedNames: [String]? {
        var names: [String] = []
        var rest = string[...]
        while let link = rest.firstRange(of: " (http"), let close = rest[link.upperBound...].firstIndex(of: ")") {
            let name = rest[..<link.lowerBound].drop { $0 == "," || $0 == " " }
            if !name.isEmpty { names.append(String(name)) }
            rest = rest[rest.index(after: close)...]
        }
        return rest.startIndex == string.startIndex ? nil : names
    }

    private func isNumber(_ decimalMark: UInt8) -> Bool {
        var rest = bytes[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard Self.dropDigits(&rest) else { return false }
        if rest.first == decimalMark {
            rest = rest.dropFirst()
            guard Self.dropDigits(&rest) else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard Self.dropDigits(&rest) else { return false }
        }
        return rest.isEmpty
    }

    private static func dropDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let count = rest.count
        rest = rest.drop(while: isDigit)
        return rest.count < count
    }

    static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}
