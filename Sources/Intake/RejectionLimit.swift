/// How many records of a file may be rejected before all of it is refused.
public enum RejectionLimit: Hashable, Sendable {
    /// The larger of 10 records and 1 %, but always fewer than half of them.
    case standard
    /// This many records.
    case count(Int)
    /// This share of the records read, 0 to 1.
    case share(Double)

    /// A limit as written on a command line: `25` or `2.5%`; nil: it is neither.
    public init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let percent = Double(text.dropLast()), (0...100).contains(percent) else { return nil }
            self = .share(percent / 100)
        } else {
            guard let count = Int(text), count >= 0 else { return nil }
            self = .count(count)
        }
    }

    /// Whether `rejected` of `read` records are too many.
    public func isExceeded(rejected: Int, read: Int) -> Bool {
        switch self {
        case .standard: rejected > max(10, read / 100) || (rejected > 0 && 2 * rejected >= read)
        case .count(let most): rejected > most
        case .share(let most): Double(rejected) > most * Double(read)
        }
    }
}
