internal import CLibPQ

/// What the server says beside a result: a notice or warning. Its detail, hint and context are left out, as they may quote values.
public struct Notice: Hashable, Sendable {
    /// `NOTICE`, `WARNING`, `INFO`, `LOG` or `DEBUG`, whatever the server's language.
    public let severity: String
    /// The SQLSTATE, `00000` for a plain notice; nil for one of libpq itself.
    public let sqlState: SQLState?
    /// The primary message.
    public let message: String

    init(result: OpaquePointer) {
        func field(_ code: Character) -> String? {
            guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
            return String(cString: text)
        }
        severity = field("V") ?? "WARNING"
        sqlState = field("C").map(SQLState.init(rawValue:))
        message = field("M") ?? ""
    }
}
