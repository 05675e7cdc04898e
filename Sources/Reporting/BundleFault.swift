/// A difference between a folder of bundles and the ledger.
public struct BundleFault: Encodable, Equatable, Sendable {
    /// What kind of difference.
    public enum Problem: String, Encodable, Sendable {
        /// A publication was stopped before its end.
        case unfinished
        /// An edition or the whole folder is gone.
        case missing
        /// Files of an edition are missing or not those that were published.
        case altered
        /// A link or a copy does not lead to the newest edition.
        case wrongLink = "wrong_link"
        /// A file or folder that is not ours is at the place of an edition or a link.
        case inTheWay = "in_the_way"
        /// It cannot be read.
        case unreadable
    }

    /// What kind of difference.
    public let problem: Problem
    /// The path that it concerns.
    public let path: String
    /// What to do.
    public let remedy: String

    /// The difference in a sentence.
    public var message: String {
        switch problem {
        case .unfinished: "A publication into \(path) was stopped before its end."
        case .missing: "\(path) was published and is missing."
        case .altered: "\(path) is not as it was published."
        case .wrongLink: "\(path) does not lead to the newest edition."
        case .inTheWay: "\(path) is not part of a bundle, and in the way of one."
        case .unreadable: "\(path) cannot be read."
        }
    }
}
