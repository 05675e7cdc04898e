/// Why a file was refused as a whole: nothing of it was loaded.
public struct Refusal: Error, Sendable {
    /// What is wrong and what to do; holds nothing the file says.
    public let reason: String
    /// Records read until then.
    public var read = 0
    /// Records rejected until then.
    public var rejected = 0
    /// The first rejections.
    public var sample: [Rejection] = []
    /// Rejected records by rule.
    public var byRule: [String: Int] = [:]
}

extension Refusal: CustomStringConvertible {
    /// The reason; the bytes of rejected records stay out of logs.
    public var description: String { reason }
}
