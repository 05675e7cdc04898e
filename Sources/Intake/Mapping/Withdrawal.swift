/// How a record that a mapping leaves out takes back what an earlier file said of it.
///
/// A talk that was moved to next week, made a day off, cancelled without a word about who was invited, or declined by
/// everybody from outside is none of the mapping's; but when an earlier file brought it, it must not go on counting.
public struct Withdrawal: Sendable {
    /// Which records a withdrawal speaks of.
    enum Scope {
        /// One that is known: whatever else is left out has nothing to do with the mapping.
        case known
        /// One that may still come, from an older file: what was cancelled stays so, in whatever order files are loaded.
        case always
    }

    /// Canonical columns that say so, and with which word; an empty one empties the column.
    public let values: [String: String]
    /// The column of the file with those who declined: an address of somebody else's in it shows that a record without a
    /// needed value was withdrawn, not hidden; nil: there is none.
    public let declinedColumn: String?
}
