/// A value on its way to the server beside the statement, in the server's text form.
///
/// It has the type the same literal would have in SQL: a whole number is `int4` where it fits and `int8` otherwise, and text is
/// untyped, so that it serves as text, numeric, uuid, jsonb or an enumeration, whatever the place asks for.
public struct Bind: Hashable, Sendable {
    /// A type whose name and OID never change between servers (`pg_type.dat`).
    public enum DataType: UInt32, Hashable, Sendable {
        /// Decided by the place the value stands in.
        case untyped = 0
        /// boolean
        case bool = 16
        /// bytea
        case bytea = 17
        /// bigint
        case int8 = 20
        /// integer
        case int4 = 23
        /// double precision
        case float8 = 701
        /// date
        case date = 1082
        /// timestamp with time zone
        case timestamptz = 1184
        /// bigint[]
        case int8Array = 1016

        /// How a cast names the type; nil where no cast is needed.
        var name: String? {
            switch self {
            case .untyped: nil
            case .int8Array: "int8[]"
            default: String(describing: self)
            }
        }
    }

    /// The type the server is told.
    public let type: DataType
    /// The value in the server's text form; nil is NULL.
    public let text: String?

    /// A value of a type, as text the server's input function of that type reads; nil is NULL.
    public init(_ text: String?, _ type: DataType = .untyped) {
        self.text = text
        self.type = type
    }

    /// NULL, of whatever type its place asks for.
    public static let null = Bind(nil)
}

extension Bind: CustomStringConvertible, CustomDebugStringConvertible {
    /// The type without the value, which may be someone's words.
    public var description: String { text == nil ? "null" : "a value, \(type)" }
    /// The same.
    public var debugDescription: String { description }
}
