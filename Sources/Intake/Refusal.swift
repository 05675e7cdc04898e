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
    /// The one command to run next; nil: not known yet.
    public var next: String?
}

extension Refusal {
    /// The same with `command` to run next, where it knows none.
    func followed(by command: String) -> Refusal {
        var refusal = self
        refusal.next = next ?? command
        return refusal
    }

    /// A history is replaced as one, so its rejected rows alone would replace those that were loaded.
    static func ofHistory(_ request: LoadRequest) -> Refusal {
        Refusal(
            reason:
                "rows of a history (valid_from) replace all of it, so they are not loaded without the others. Mend the "
                + "file and load it again.", next: request.command)
    }
}

extension Refusal: CustomStringConvertible {
    /// The reason; the bytes of rejected records stay out of logs.
    public var description: String { reason }
}
