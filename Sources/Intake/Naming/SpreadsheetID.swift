/// Ids as spreadsheets and data frames leave them when they take them for numbers.
enum SpreadsheetID {
    /// The id without the decimals that made a whole number of it: `1201` for `1201.0`, `1201.00` and `1201,0`; nil: it
    /// has none. Three zeros stay, since `12.000` may be twelve thousand.
    static func withoutDecimals(_ id: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        var rest = id[...]
        while rest.last == UInt8(ascii: "0"), id.count - rest.count < 2 { rest = rest.dropLast() }
        guard id.count > rest.count, let mark = rest.last, isMark(mark) else { return nil }
        rest = rest.dropLast()
        guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return nil }
        return UnsafeBufferPointer(rebasing: rest)
    }

    /// Whether it is a number in scientific notation, of whose digits a spreadsheet has dropped most: `1.45E+11`,
    /// `1,45E+11`, `1e+16`, `1.45E11`; but not `1E5`, which an id may well be.
    static func isDestroyed(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = id.first, isDigit(first) || isSign(first) else { return false }
        var rest = isSign(first) ? id.dropFirst() : id[...]
        guard 1...3 ~= dropDigits(&rest) else { return false }
        var isFraction = false
        if let mark = rest.first, isMark(mark) {
            rest = rest.dropFirst()
            guard dropDigits(&rest) > 0 else { return false }
            isFraction = true
        }
        guard let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        let sign = rest.first.flatMap { isSign($0) ? $0 : nil }
        if sign != nil { rest = rest.dropFirst() }
        return 1...3 ~= dropDigits(&rest) && rest.isEmpty && (isFraction || sign == UInt8(ascii: "+"))
    }

    private static func dropDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        let count = rest.count
        rest = rest.drop(while: isDigit)
        return count - rest.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }

    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
}
