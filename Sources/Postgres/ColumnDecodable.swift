/// A type that can be read from a column, in the server's text form.
///
/// Text form, because it serves every type of the server – numeric, uuid, interval or an enumeration as `String` –
/// and the session fixes how dates, intervals and bytes are printed.
public protocol ColumnDecodable {
    /// The value the text stands for; nil when it stands for none of this type.
    init?(columnText: String)

    /// The value of a column, nil text being NULL; nil when the type has no such value. Only `Optional` accepts NULL.
    static func decode(columnText: String?) -> Self?
}

extension ColumnDecodable {
    /// NULL is no value of an ordinary type.
    public static func decode(columnText: String?) -> Self? {
        columnText.flatMap(Self.init(columnText:))
    }
}

extension Int: ColumnDecodable {
    /// Any integer type of the server.
    public init?(columnText: String) { self.init(columnText) }
}

extension Int64: ColumnDecodable {
    /// Any integer type of the server.
    public init?(columnText: String) { self.init(columnText) }
}

extension Double: ColumnDecodable {
    /// `float8`, `float4` and `numeric`, the last rounded to the nearest; also `NaN` and the infinities.
    public init?(columnText: String) { self.init(columnText) }
}

extension Bool: ColumnDecodable {
    /// `boolean`, printed as `t` or `f`.
    public init?(columnText: String) {
        guard columnText == "t" || columnText == "f" else { return nil }
        self = columnText == "t"
    }
}

extension String: ColumnDecodable {
    /// Any type: the text as the server prints it.
    public init?(columnText: String) { self = columnText }
}

extension Timestamp: ColumnDecodable {
    /// `timestamptz`, the infinities included.
    public init?(columnText: String) { self.init(columnText) }
}

extension CalendarDate: ColumnDecodable {
    /// `date`; its infinities are no calendar day.
    public init?(columnText: String) { self.init(columnText) }
}

extension Optional: ColumnDecodable where Wrapped: ColumnDecodable {
    /// The wrapped value.
    public init?(columnText: String) {
        guard let value = Wrapped(columnText: columnText) else { return nil }
        self = .some(value)
    }

    /// NULL is nil.
    public static func decode(columnText: String?) -> Self? {
        guard let columnText else { return .some(.none) }
        return Self(columnText: columnText)
    }
}

extension Array: ColumnDecodable where Element: ArrayElementDecodable {
    /// What ``ArrayElementDecodable/decodeArray(columnText:)`` makes of it.
    public init?(columnText: String) {
        guard let elements = Element.decodeArray(columnText: columnText) else { return nil }
        self = elements
    }
}

/// A type whose arrays can be read from a column.
public protocol ArrayElementDecodable {
    /// The elements of the column's text; nil when the text is no such array.
    static func decodeArray(columnText: String) -> [Self]?
}

extension UInt8: ArrayElementDecodable {
    /// `bytea`, printed as `\x` and two hexadecimal digits a byte.
    public static func decodeArray(columnText: String) -> [UInt8]? {
        let digits = Array(columnText.utf8)
        guard digits.starts(with: "\\x".utf8), digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 2, to: digits.count, by: 2) {
            guard let high = value(of: digits[index]), let low = value(of: digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension String: ArrayElementDecodable {
    /// An array of one dimension of any type without NULL among its elements.
    public static func decodeArray(columnText: String) -> [String]? {
        ArrayLiteral.elements(of: columnText)
    }
}

extension Int: ArrayElementDecodable {
    /// An array of one dimension of integers without NULL among its elements.
    public static func decodeArray(columnText: String) -> [Int]? {
        guard let texts = ArrayLiteral.elements(of: columnText) else { return nil }
        let numbers = texts.compactMap(Int.init)
        return numbers.count == texts.count ? numbers : nil
    }
}
