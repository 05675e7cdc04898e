import Warehouse

/// A failure that was told already: only its exit code is left to give.
struct SilentFailure: Error {
    let failure: Failure

    init(_ failure: Failure) { self.failure = failure }
}
