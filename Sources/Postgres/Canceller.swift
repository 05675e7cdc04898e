internal import CLibPQ

/// Asks the server to end the statement a connection is running, from any thread.
///
/// Sendable because `PQcancel` only reads its own copy of the address:
/// <https://www.postgresql.org/docs/15/libpq-cancel.html>.
public final class Canceller: @unchecked Sendable {
    private let handle: OpaquePointer

    init?(connection: OpaquePointer) {
        guard let handle = PQgetCancel(connection) else { return nil }
        self.handle = handle
    }

    deinit {
        PQfreeCancel(handle)
    }

    /// Sends the request over a connection of its own and waits until the server took it.
    ///
    /// The statement then fails with ``SQLState/queryCanceled``, or has ended before. It blocks as long as the system takes to connect.
    /// - Returns: whether the request was sent; it says nothing of its effect.
    @discardableResult
    public func cancel() -> Bool {
        var explanation = [CChar](repeating: 0, count: 256)
        return PQcancel(handle, &explanation, Int32(explanation.count)) == 1
    }
}
