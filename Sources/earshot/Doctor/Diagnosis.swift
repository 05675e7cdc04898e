import Warehouse

/// What `earshot doctor` found out about one thing.
struct Diagnosis: Encodable {
    /// How it stands.
    enum State: String, Encodable {
        case good
        /// It works, but somebody should know.
        case doubtful
        case bad
    }

    /// What was looked at.
    let subject: String
    let state: State
    /// What was found.
    let finding: String
    /// How to mend it; nil: nothing is to be mended.
    let remedy: String?
    /// The exit code that it means; nil: none.
    let kind: Failure.Kind?

    private enum CodingKeys: String, CodingKey {
        case subject, state, finding, remedy
    }

    static func good(_ subject: String, _ finding: String) -> Diagnosis {
        Diagnosis(subject: subject, state: .good, finding: finding, remedy: nil, kind: nil)
    }

    static func doubtful(_ subject: String, _ finding: String, remedy: String) -> Diagnosis {
        Diagnosis(subject: subject, state: .doubtful, finding: finding, remedy: remedy, kind: nil)
    }

    static func bad(_ subject: String, _ kind: Failure.Kind, _ finding: String, remedy: String) -> Diagnosis {
        Diagnosis(subject: subject, state: .bad, finding: finding, remedy: remedy, kind: kind)
    }

    static func bad(_ subject: String, _ error: any Error) -> Diagnosis {
        let failure = Failure(any: error)
        return Diagnosis(
            subject: subject, state: .bad, finding: failure.message, remedy: failure.remedy, kind: failure.kind)
    }

    /// One line for people, and how to mend it on another.
    var text: String {
        let mark =
            switch state {
            case .good: "ok  "
            case .doubtful: "look"
            case .bad: "BAD "
            }
        return "\(mark)  \(subject): \(finding)" + (remedy.map { "\n      \($0)" } ?? "")
    }
}
