/// What is wrong with a pattern of time stamps.
public enum TimestampPatternError: Error, Hashable, Sendable {
    /// A letter, or so many of it, means nothing.
    case unknownField(String)
    /// A field stands there twice, or two say the same, as `M` and `MMM` or `H` and `h`.
    case repeatedField(String)
    /// A quotation mark is not closed.
    case openQuote
    /// A year, month or day is missing, or the hour a minute belongs to, or `a` without `h` or the reverse.
    case missingField(String)
}

extension TimestampPatternError: CustomStringConvertible {
    /// One line for the author of the pattern.
    public var description: String {
        switch self {
        case .unknownField(let field): "unknown field \(EscapedText(field))"
        case .repeatedField(let field): "\(field) is there twice"
        case .openQuote: "a quotation mark is not closed"
        case .missingField(let field): "\(field) is missing"
        }
    }
}
