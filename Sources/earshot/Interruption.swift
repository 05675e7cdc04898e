import Foundation
import Postgres
import Synchronization
import Warehouse

/// Ctrl-C and SIGTERM: the first one has the server end what runs, so that it is rolled back; the second one ends the
/// process at once.
enum Interruption {
    /// How long a command may take to end by itself. Whatever it does then, the server rolls back when we are gone.
    private static let patience = Duration.milliseconds(1_500)

    /// How much longer than its time a command may take to tell what became of it.
    private static let respite = Duration.seconds(60)

    private static let received = Atomic<Int32>(0)
    private static let isOver = Atomic<Bool>(false)
    private static let isLifted = Atomic<Bool>(false)
    private static let cancelled = Mutex<[Canceller]>([])
    /// Read end and write end; the handler may do little more than write.
    private static let channel: (Int32, Int32) = {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }()

    /// The exit code of a command that a signal ended, as shells have it; nil when none came.
    static var exitCode: Int32? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : 128 + signal
    }

    /// Another session whose statement is to be ended, or one that takes the place of another.
    static func cancels(_ canceller: Canceller, insteadOf lost: Canceller? = nil) {
        cancelled.withLock { $0 = $0.filter { $0 !== lost } + [canceller] }
    }

    /// Whether the time is over that ``limit(to:)`` has set.
    static var isTimeOver: Bool { isOver.load(ordering: .relaxed) }

    /// Gives the command a time: when it is over, the server ends whatever statement runs, until ``lift()``.
    static func limit(to time: Duration) {
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: time / .seconds(1))
            isOver.store(!isLifted.load(ordering: .relaxed), ordering: .relaxed)
            let last = ContinuousClock.now + respite
            while !isLifted.load(ordering: .relaxed) {
                if ContinuousClock.now > last { _exit(Failure.Kind.busy.rawValue) }
                cancelStatements()
                usleep(100_000)
            }
        }
    }

    /// Lets statements run again after the time is over.
    static func lift() { isLifted.store(true, ordering: .relaxed) }

    private static func cancelStatements() {
        for canceller in cancelled.withLock({ $0 }) { canceller.cancel() }
    }

    /// Begins to listen. A handler, unlike a blocked signal, is not passed on to the programs we start.
    static func listen() {
        // Looked at here, so that the handler does not have to make what it uses.
        guard channel.0 >= 0, exitCode == nil else { return }
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(channel.0, &byte, 1) != 1 {}
            end()
        }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { signal in
            if Interruption.received.exchange(signal, ordering: .relaxed) != 0 { _exit(128 + signal) }
            var byte: UInt8 = 1
            _ = write(Interruption.channel.1, &byte, 1)
        }
        action.sa_flags = SA_RESTART
        for signal in [SIGINT, SIGTERM] { sigaction(signal, &action, nil) }
    }

    /// Ends statement after statement until the command has noticed.
    private static func end() {
        let last = ContinuousClock.now + patience
        while ContinuousClock.now < last {
            cancelStatements()
            usleep(100_000)
        }
        _exit(exitCode ?? 128)
    }
}
