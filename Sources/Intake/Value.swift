import Records

/// A cell once its rule was applied.
enum Value {
    /// Empty: unknown.
    case null
    /// UTF-8 of a name or free text, good as long as the record is the current one.
    case text(UnsafeBufferPointer<UInt8>)
    /// A name that was given another spelling, or a constant.
    case string(String)
    case instant(Instant)
    /// A decimal number in PostgreSQL's notation.
    case number(String)
    case boolean(Bool)
    case list([String])
    /// A length in microseconds.
    case duration(microseconds: Int64)

    var isNull: Bool { if case .null = self { true } else { false } }

    /// The text of a name or word; nil: it is none.
    var text: String? {
        switch self {
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .string(let text): text
        default: nil
        }
    }

    /// A number; nil: it is empty or no number.
    var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }

    var instant: Instant? { if case .instant(let instant) = self { instant } else { nil } }
}
