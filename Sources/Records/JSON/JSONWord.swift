/// What stands in JSON without quotes: `true`, `false`, `null` and numbers.
enum JSONWord {
    /// Whether `word` is one of them, as RFC 8259 has it: no plus sign, no zero in front, digits on both sides of a point.
    static func isValid(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        switch word.first {
        case UInt8(ascii: "t"): Cell(word).equals("true")
        case UInt8(ascii: "f"): Cell(word).equals("false")
        case UInt8(ascii: "n"): Cell(word).equals("null")
        default: isNumber(word[...])
        }
    }

    private static func isNumber(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = word
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: Cell.isDigit)
        guard whole.count == 1 || (whole.count > 1 && whole.first != UInt8(ascii: "0")) else { return false }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard dropDigits(&rest) else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard dropDigits(&rest) else { return false }
        }
        return rest.isEmpty
    }

    private static func dropDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let count = rest.count
        rest = rest.drop(while: Cell.isDigit)
        return rest.count < count
    }
}
