/// What a reader's ``RecordReader/next()`` came to.
public enum RecordOutcome: Hashable, Sendable {
    /// A good record; it is the current one.
    case record
    /// A record with a fault; of the current record only its line and its raw bytes count.
    case fault(Fault)
    /// The file ends inside something that opened on that line: it is truncated, or what closes it is missing.
    /// Nothing follows.
    case truncated(openedAtLine: Int)
    /// Broken in a way that leaves unknown where the next record begins. Nothing follows.
    case unreadable(Fault)
    /// All records have been read.
    case end
}
