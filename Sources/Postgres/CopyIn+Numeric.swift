extension CopyIn {
    /// A decimal number (`-12.340`: digits with at most one point, a sign before them) for a column of `numeric`, kept to the last digit.
    ///
    /// - Throws: ``PostgresError`` of kind `encoding` for anything else, an exponent or white space among it.
    public mutating func append(numeric utf8: UnsafeBufferPointer<UInt8>) throws(PostgresError) {
        guard let number = DecimalText(utf8) else {
            throw PostgresError(.encoding, .rolledBack, "a field is not a decimal number")
        }
        try beginField(Int32(8 + 2 * number.groupCount), room: 8 + 2 * number.groupCount)
        put(Int16(number.groupCount))
        put(Int16(number.wholeGroupCount - 1))  // weight: the power of 10,000 of the first group
        put(UInt16(number.isNegative ? 0x4000 : 0))
        put(Int16(number.fraction.count))  // digits shown behind the point
        for group in 0..<number.groupCount { put(number.group(group)) }
    }

    /// The same for a `String`; nil is NULL.
    public mutating func append(numeric text: String?) throws(PostgresError) {
        guard let text else { return try appendNull() }
        try text.utf8Span.span.withUnsafeBufferPointer { utf8 throws(PostgresError) in try append(numeric: utf8) }
    }
}

/// A decimal number cut into groups of four digits on both sides of its point, which is how PostgreSQL stores and sends one
/// (`numeric_recv`). Zeros at the ends need not be cut off: the server does.
struct DecimalText {
    typealias Digits = Slice<UnsafeBufferPointer<UInt8>>

    let isNegative: Bool
    let whole: Digits
    let fraction: Digits

    /// Most digits on either side; PostgreSQL's own scale of a declared column ends at 1,000.
    private static let mostDigits = 1_000

    init?(_ text: UnsafeBufferPointer<UInt8>) {
        let sign = text.first
        isNegative = sign == UInt8(ascii: "-")
        let digits = text.dropFirst(isNegative || sign == UInt8(ascii: "+") ? 1 : 0)
        let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.endIndex
        whole = digits[..<point]
        fraction = digits[point...].dropFirst()
        guard !(whole.isEmpty && fraction.isEmpty), whole.allSatisfy(Self.isDigit), fraction.allSatisfy(Self.isDigit),
            whole.count <= Self.mostDigits, fraction.count <= Self.mostDigits
        else { return nil }
    }

    var wholeGroupCount: Int { (whole.count + 3) / 4 }
    var groupCount: Int { wholeGroupCount + (fraction.count + 3) / 4 }

    /// The value of a group, 0–9,999; the first whole one may have fewer digits, the last of the fraction is filled up with zeros.
    func group(_ index: Int) -> Int16 {
        if index < wholeGroupCount {
            let end = whole.endIndex - 4 * (wholeGroupCount - 1 - index)
            return Self.value(whole[max(whole.startIndex, end - 4)..<end])
        }
        let start = fraction.startIndex + 4 * (index - wholeGroupCount)
        let digits = fraction[start..<min(start + 4, fraction.endIndex)]
        return (digits.count..<4).reduce(Self.value(digits)) { value, _ in value * 10 }
    }

    private static func value(_ digits: Digits) -> Int16 {
        digits.reduce(0) { $0 * 10 + Int16($1 - UInt8(ascii: "0")) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
