import Foundation
import Intake
import Postgres
import Warehouse

/// A session that writes, and is made anew where it is lost.
final class WriterSession {
    /// The session; another one after the first was lost.
    private(set) var connection: Connection
    private let connect: () throws -> Connection
    /// Whether it holds the writer's lock.
    let takesLock: Bool
    private let patience: Duration

    /// Opens the session and takes the writer's lock.
    ///
    /// - Parameters:
    ///   - takesLock: False where another session of this process holds the lock.
    ///   - patience: How long a lost session is tried to be made anew. A server that restarts needs some seconds, and so
    ///     does one that is to notice that the lost session is gone.
    ///   - connect: Opens a session.
    /// - Throws: `Failure`, of kind `busy` when somebody else writes.
    init(
        takesLock: Bool = true, patience: Duration = .seconds(30), connect: @escaping () throws -> Connection
    ) throws {
        self.connect = connect
        self.takesLock = takesLock
        self.patience = patience
        // A lock that is held, an address where nobody answers or a full disk is told at once; a server that starts, has
        // no free slot or drops us is worth waiting for.
        connection = try Self.trying(for: patience, while: Self.isWorthWaiting) {
            try Self.open(connect, takesLock: takesLock)
        }
        Interruption.cancels(connection.canceller, insteadOf: nil)
    }

    /// Runs `deed`, again where the server has undone it or the session was lost; a load in doubt is looked up.
    ///
    /// - Throws: The last error of `deed`; after it nothing of `deed` is kept, unless the error says that it is in doubt.
    func repeating<Value>(
        _ deed: (Connection) throws -> Value, lookUp: (LoadInDoubt, Connection) throws -> Value? = { _, _ in nil }
    ) throws -> Value {
        var attempt = 1
        while true {
            do {
                return try deed(connection)
            } catch {
                if let value = try recover(from: error, attempt: attempt, lookUp) { return value }
                attempt += 1
            }
        }
    }

    /// Makes ready for another attempt, or throws `error` where there shall be none.
    /// - Returns: What the deed has done after all; nil: it is to be repeated.
    private func recover<Value>(
        from error: any Error, attempt: Int, _ lookUp: (LoadInDoubt, Connection) throws -> Value?
    ) throws -> Value? {
        guard let cause = (error as? LoadInDoubt)?.cause ?? Failure(any: error).cause else { throw error }
        switch RetryRule.step(after: cause, attempt: attempt) {
        case .giveUp: throw error
        case .repeatTransaction: Self.pause(after: attempt)
        case .reconnectAndRepeat:
            Self.pause(after: attempt)
            try renew(after: error) { _ in }
        case .lookUp:
            guard let doubt = error as? LoadInDoubt else {
                // Nothing to look up, and nothing that doing it twice would change; but not for ever.
                guard attempt < RetryRule.mostAttempts else { throw error }
                Self.pause(after: attempt)
                try renew(after: error) { _ in }
                return nil
            }
            return try renew(after: error) { try lookUp(doubt, $0) }
        }
        return nil
    }

    /// Opens another session and runs `first` in it, as often as it takes within the patience.
    ///
    /// - Throws: `loss` when no session came about, since it says what became of the work, with the reason why none did.
    private func renew<Value>(after loss: any Error, _ first: (Connection) throws -> Value) throws -> Value {
        let isPassing = { (failure: Failure) in [.busy, .unavailable].contains(failure.kind) }
        do {
            return try Self.trying(for: patience, while: isPassing) {
                connection.close()
                let lost = connection.canceller
                connection = try Self.open(connect, takesLock: takesLock)
                Interruption.cancels(connection.canceller, insteadOf: lost)
                return try first(connection)
            }
        } catch  where isPassing(Failure(any: error)) {
            let (lost, reason) = (Failure(any: loss), Failure(any: error))
            throw Failure(
                lost.kind, "\(lost.message) \(reason.message)", remedy: reason.remedy ?? lost.remedy, cause: lost.cause)
        }
    }

    /// Whether a session that could not be opened may come about in some seconds.
    private static func isWorthWaiting(_ failure: Failure) -> Bool {
        guard failure.kind == .busy, let cause = failure.cause else { return false }
        if case .giveUp = RetryRule.step(after: cause, attempt: 1) { return false }
        return true
    }

    /// Runs `deed` until it succeeds, its failure is none that passes, or the patience is over.
    private static func trying<Value>(
        for patience: Duration, while isPassing: (Failure) -> Bool, _ deed: () throws -> Value
    ) throws -> Value {
        let end = ContinuousClock.now + patience
        var attempt = 1
        while true {
            do {
                return try deed()
            } catch  where isPassing(Failure(any: error)) && ContinuousClock.now < end {
                pause(after: attempt)
                attempt += 1
            }
        }
    }

    private static func open(_ connect: () throws -> Connection, takesLock: Bool) throws -> Connection {
        let connection = try connect()
        if takesLock { try WriterLock.take(connection) }
        return connection
    }

    private static func pause(after attempt: Int) {
        let wait = Backoff().wait(after: attempt, share: .random(in: 0..<1))
        usleep(UInt32(wait / .microseconds(1)))
    }
}
