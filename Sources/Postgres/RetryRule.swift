/// What to do after a failed transaction; a pure function of what was seen.
///
/// Repeats what the server has surely undone and what was lost on the way, never what it refused for its content.
public enum RetryRule {
    /// The next step.
    public enum Step: Hashable, Sendable {
        /// Run the whole transaction again on the same connection, after ``Backoff``.
        case repeatTransaction
        /// Connect again and run the whole transaction, after ``Backoff``.
        case reconnectAndRepeat
        /// Connect again and look in the ledger whether the transaction is there: present is success, absent is to repeat it.
        case lookUp
        /// Stop.
        case giveUp(Verdict)
    }

    /// Why to stop, and with it the kind of exit.
    public enum Verdict: Hashable, Sendable {
        /// The data does not fit: put it aside (65).
        case data
        /// A mistake of ours or damage of the server's: stop and say so (70).
        case defect
        /// It may work later, not at once: a full disk, a held lock, retries used up, a cancel (75).
        case temporary
        /// The server cannot be used as it is set up: a role, a password, a database (78).
        case configuration
    }

    /// How often a transaction the server has undone is repeated, and a lost connection made anew.
    public static let mostAttempts = 5

    /// The step after a failure.
    ///
    /// - Parameters:
    ///   - sqlState: what the server said; nil when it said nothing.
    ///   - connected: whether there was a session; without one only connecting failed, and nothing was sent.
    ///   - commitSent: whether COMMIT had been sent.
    ///   - attempt: the number of the attempt that failed, from 1. Failures to connect are not counted, but bounded by the caller's deadline.
    public static func step(after sqlState: SQLState?, connected: Bool, commitSent: Bool, attempt: Int) -> Step {
        guard connected else { return stepWithoutSession(sqlState) }
        let mayRepeat = attempt < mostAttempts
        switch sqlState {
        case nil: return stepAfterLoss(commitSent: commitSent, mayRepeat: mayRepeat)
        case let state? where state.endsSession: return stepAfterLoss(commitSent: commitSent, mayRepeat: mayRepeat)
        case .serializationFailure?, .deadlockDetected?, .lockNotAvailable?:
            return mayRepeat ? .repeatTransaction : .giveUp(.temporary)
        case let state?: return .giveUp(verdict(on: state))
        }
    }

    /// The step after an error of ours; those that are no matter of the server's are defects.
    public static func step(after error: PostgresError, attempt: Int) -> Step {
        switch error.kind {
        case .connect: step(after: error.sqlState, connected: false, commitSent: false, attempt: attempt)
        // A server that was silent for the time allowed would most likely be so again.
        case .deadline where error.outcome != .inDoubt: .giveUp(.temporary)
        case .connectionLost, .deadline, .server:
            step(after: error.sqlState, connected: true, commitSent: error.outcome == .inDoubt, attempt: attempt)
        case .encoding: .giveUp(.data)
        case .decoding, .copy, .misuse: .giveUp(.defect)
        }
    }

    /// A look-up is made however many attempts there were: it repeats nothing.
    private static func stepAfterLoss(commitSent: Bool, mayRepeat: Bool) -> Step {
        if commitSent { return .lookUp }
        return mayRepeat ? .reconnectAndRepeat : .giveUp(.temporary)
    }

    private static func stepWithoutSession(_ sqlState: SQLState?) -> Step {
        switch sqlState?.category {
        case "28", "3D", "42": .giveUp(.configuration)
        default: .reconnectAndRepeat
        }
    }

    private static func verdict(on state: SQLState) -> Verdict {
        switch state.category {
        case "21", "22", "23": .data
        case "25" where state == .readOnlyTransaction: .configuration
        case "53", "55", "57", "58", "40": .temporary
        default: state == .insufficientPrivilege ? .configuration : .defect
        }
    }
}
