internal import Postgres

/// What lies before an edition: its restatements are those since the edition before it in the same folder.
struct EditionPast {
    /// Absolute path of the folder of bundles; nil: editions in every folder count.
    var directory: String?
    /// The edition's number; for one that is yet to be made, a number above all others.
    var edition = Int(Int32.max)
    /// When it was published; for one that is yet to be made, the end of time.
    var publishedAt = Timestamp.infinity
}

extension EditionRecord {
    /// What lay before the edition when it was published.
    func past(in directory: String) -> EditionPast {
        EditionPast(directory: directory, edition: edition, publishedAt: publishedAt)
    }
}
