/// Why a text is no ``JSONPath``.
public struct JSONPathError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text.
    public let path: String
    /// What is wrong with it.
    public let complaint: String

    /// One line for a person.
    public var description: String { "\(EscapedText(path)): \(complaint)" }
}
