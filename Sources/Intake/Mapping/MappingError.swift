/// What is wrong with a mapping file, and on which line.
public struct MappingError: Error, CustomStringConvertible, Sendable {
    /// The file, as named.
    public let file: String
    /// Line, from 1; nil: the file as a whole.
    public let line: Int?
    /// What is wrong and what is expected.
    public let message: String

    /// `file:line: message`.
    public var description: String {
        guard let line else { return "\(file): \(message)" }
        return "\(file):\(line): \(message)"
    }
}
