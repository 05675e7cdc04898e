/// How far a transaction of ours is, which decides what the loss of the session means.
enum TransactionPhase {
    /// There is none: each statement commits by itself.
    case none
    /// COMMIT was not sent.
    case open
    /// COMMIT was sent and its reply is not read.
    case committing
}
