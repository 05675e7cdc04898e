/// How much a transaction sees of others that commit meanwhile (<https://www.postgresql.org/docs/15/transaction-iso.html>).
public enum Isolation: String, Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "read committed"
    /// All statements see one snapshot; a conflicting write fails with 40001.
    case repeatableRead = "repeatable read"
    /// As if transactions ran one after another; any conflict fails with 40001.
    case serializable
}
