/// A type whose values can be interpolated into ``SQL``, each becoming a bind.
public protocol Bindable {
    /// The value as it is sent.
    var bind: Bind { get }
}

extension Bind: Bindable {
    /// Itself.
    public var bind: Bind { self }
}

extension Int: Bindable {
    /// `int4` where the number fits, else `int8`, as for a literal.
    public var bind: Bind { Bind(String(self), Int32(exactly: self) == nil ? .int8 : .int4) }
}

extension Int64: Bindable {
    /// Always `int8`.
    public var bind: Bind { Bind(String(self), .int8) }
}

extension Double: Bindable {
    /// `float8`; Swift's shortest form reads back as the same number.
    public var bind: Bind {
        Bind(isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : description, .float8)
    }
}

extension Bool: Bindable {
    /// `boolean`.
    public var bind: Bind { Bind(self ? "true" : "false", .bool) }
}

extension String: Bindable {
    /// Untyped, as a quoted literal is: it serves as text, numeric, uuid, jsonb or an enumeration.
    public var bind: Bind { Bind(self) }
}

extension Timestamp: Bindable {
    /// `timestamptz`.
    public var bind: Bind { Bind(description, .timestamptz) }
}

extension CalendarDate: Bindable {
    /// `date`.
    public var bind: Bind { Bind(description, .date) }
}

extension Optional: Bindable where Wrapped: Bindable {
    /// The value's bind, or NULL.
    public var bind: Bind { self?.bind ?? .null }
}

extension Array: Bindable where Element: ArrayElement {
    /// What the element's ``ArrayElement/bind(array:)`` makes of it: an array, except that bytes are `bytea`.
    public var bind: Bind { Element.bind(array: self) }
}

/// A type whose arrays can be interpolated into ``SQL``.
public protocol ArrayElement {
    /// An array of the type as one bind.
    static func bind(array: [Self]) -> Bind
}

extension UInt8: ArrayElement {
    /// `bytea`.
    public static func bind(array: [UInt8]) -> Bind {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = Array("\\x".utf8)
        text.reserveCapacity(2 + 2 * array.count)
        for byte in array {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return Bind(String(decoding: text, as: UTF8.self), .bytea)
    }
}

extension Int: ArrayElement {
    /// `int8[]`.
    public static func bind(array: [Int]) -> Bind {
        Bind("{" + array.map(String.init).joined(separator: ",") + "}", .int8Array)
    }
}

extension Int64: ArrayElement {
    /// `int8[]`.
    public static func bind(array: [Int64]) -> Bind { Int.bind(array: array.map(Int.init)) }
}

extension String: ArrayElement {
    /// An untyped array literal; every element is quoted, so that the word `NULL` stays a word.
    public static func bind(array: [String]) -> Bind {
        // Scalar by scalar: a quote with a combining mark behind it is another Character, but still ends the element.
        let elements = array.map { element in
            element.unicodeScalars.reduce(into: "\"") { quoted, scalar in
                if scalar == "\"" || scalar == "\\" { quoted += "\\" }
                quoted.unicodeScalars.append(scalar)
            } + "\""
        }
        return Bind("{" + elements.joined(separator: ",") + "}")
    }
}
