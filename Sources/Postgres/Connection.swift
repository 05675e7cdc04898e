internal import CLibPQ

/// A session with a PostgreSQL server.
///
/// Calls are synchronous and belong to one thread; only ``canceller`` may go to another. Every wait is ours (`poll` with a
/// deadline), never libpq's. When the session breaks – the line, a deadline, a reply that fits nothing – the connection closes,
/// and every later call fails with kind `connectionLost` and outcome `notSent`.
public final class Connection {
    /// libpq's connection; nil once closed.
    private(set) var handle: OpaquePointer?
    /// What the session was opened with.
    public let options: ConnectionOptions
    /// Ends the running statement from another thread.
    public let canceller: Canceller
    /// Gets the server's notices, on the thread of the call that meets them; nil drops them.
    public var onNotice: ((Notice) -> Void)?
    /// How far a transaction of ``transaction(isolation:readOnly:_:)`` is.
    var phase = TransactionPhase.none

    /// Connects and sets up the session.
    ///
    /// Sets timeouts as in `options`, UTF-8, UTC, ISO dates and intervals, and, where the server can, has it look twice a second
    /// whether we are still there, because a backend otherwise holds its locks until its statement ends.
    /// - Throws: ``PostgresError`` of kind `connect` and outcome `notSent`, whichever of the steps failed.
    public init(_ options: ConnectionOptions) throws(PostgresError) {
        let handle = try Self.open(options)
        guard let canceller = Canceller(connection: handle) else {
            PQfinish(handle)
            throw PostgresError(.connect, .notSent, "no memory for a connection")
        }
        self.handle = handle
        self.options = options
        self.canceller = canceller
        receiveNotices(of: handle)
        try setUpSession()
    }

    deinit {
        close()
    }

    /// Ends the session; the server rolls back what is open. A second call does nothing.
    public func close() {
        PQfinish(handle)
        handle = nil
    }

    /// Whether the session can be used, as far as is known without asking the server.
    public var isOpen: Bool { handle != nil }

    /// The server's version: 150020 for 15.20; 0 when closed.
    public var serverVersion: Int { handle.map { Int(PQserverVersion($0)) } ?? 0 }

    /// The process id of the server's side, as in `pg_stat_activity.pid`; 0 when closed.
    public var serverProcessID: Int { handle.map { Int(PQbackendPID($0)) } ?? 0 }

    private func receiveNotices(of handle: OpaquePointer) {
        let receive: PQnoticeReceiver = { context, result in
            guard let context, let result else { return }
            let connection = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
            connection.onNotice?(Notice(result: result))
        }
        // Unretained: libpq's connection does not outlive this object.
        PQsetNoticeReceiver(handle, receive, Unmanaged.passUnretained(self).toOpaque())
    }
}
