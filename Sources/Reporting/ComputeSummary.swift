/// What a computation did.
public struct ComputeSummary: Equatable, Sendable {
    /// The weeks that were computed, in order.
    public var weeks: [Week] = []
    /// Rows of `mart.metric_value` that were written or removed; 0 when nothing had changed.
    public var changedRows = 0
    /// Values that had been published and were replaced; each has a row in `mart.metric_revision`.
    public var revisedRows = 0

    /// A summary, of nothing unless told otherwise.
    public init(weeks: [Week] = [], changedRows: Int = 0, revisedRows: Int = 0) {
        self.weeks = weeks
        self.changedRows = changedRows
        self.revisedRows = revisedRows
    }
}
