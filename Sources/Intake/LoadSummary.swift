/// What became of the records of one file.
///
/// Every record read is exactly one of loaded, updated, unchanged, duplicate, stale and rejected.
public struct LoadSummary: Codable, Hashable, Sendable {
    /// How a load ended.
    public enum Status: String, Codable, Sendable {
        /// Committed.
        case loaded
        /// Everything was done and taken back.
        case dryRun = "dry_run"
        /// The same bytes were loaded before: nothing was done.
        case alreadyLoaded = "already_loaded"
    }

    /// How it ended.
    public var status = Status.loaded
    /// Number of the load in the ledger; of the earlier one where it was loaded already; nil for a dry run.
    public var load: Int?
    /// The load whose rejected records were read again; nil: a file was read.
    public var replayOf: Int?
    /// Earlier loads of the file that it replaced.
    public var replaced: [Int] = []
    /// Published weeks that are computed and published again where earlier loads were to be replaced, oldest first, as their
    /// Mondays.
    public var restated: [String] = []
    /// Files to load again for records whose values the replaced loads had overwritten.
    public var loadAgain: [MissingFile] = []
    /// Path of the file as named.
    public var file: String
    /// Kind of its records.
    public var kind: String
    /// Source they belong to.
    public var source: String
    /// Name of the mapping; empty: canonical columns.
    public var mapping = ""
    /// Records in the file.
    public var read = 0
    /// Records of the source's delivery before, where this one has at least 90 % fewer; else nil.
    public var readBefore: Int?
    /// Records that were new.
    public var loaded = 0
    /// Records that changed a known one.
    public var updated = 0
    /// Records that changed nothing.
    public var unchanged = 0
    /// Records that lost to another one of the same file.
    public var duplicate = 0
    /// Records older than what was known.
    public var stale = 0
    /// Records that broke a rule.
    public var rejected = 0
    /// Records left out by the mapping's filter; not among those read.
    public var filtered = 0
    /// Records whose customer is not known.
    public var unattributed = 0
    /// Records that name a participant, attendee or assignee whom nobody knows.
    public var unknownPeople = 0
    /// Records whose instants stand in an impossible order.
    public var outOfOrder = 0
    /// Tickets without a creation time.
    public var undated = 0
    /// Known records that a complete delivery no longer holds.
    public var absent = 0
    /// Local times that did not exist or existed twice.
    public var oddTimes = 0
    /// Occurrences of a calendar's series that were left out because they lie more than five years back; not among those
    /// read.
    public var beforeWindow = 0
    /// Columns of the file that went nowhere.
    public var ignoredColumns: [String] = []
    /// Rejected records by rule.
    public var rejectedByRule: [String: Int] = [:]
    /// The first rejected records by line, with what is wrong; three at most.
    public var firstRejections: [String] = []
    /// What makes figures doubtful although the file was loaded.
    public var warnings: [LoadWarning] = []
    /// Wall clock.
    public var seconds = 0.0

    private enum CodingKeys: String, CodingKey {
        case status, load, file, kind, source, mapping, read, loaded, updated, unchanged, duplicate, stale, rejected
        case filtered, unattributed, undated, absent, seconds, replaced, restated, warnings
        case loadAgain = "load_again"
        case firstRejections = "first_rejections"
        case readBefore = "read_before"
        case replayOf = "replay_of"
        case unknownPeople = "unknown_people"
        case outOfOrder = "out_of_order"
        case oddTimes = "odd_times"
        case beforeWindow = "before_window"
        case ignoredColumns = "ignored_columns"
        case rejectedByRule = "rejected_by_rule"
    }

    /// A summary with nothing counted yet.
    public init(file: String, kind: String, source: String) {
        self.file = file
        self.kind = kind
        self.source = source
    }
}
