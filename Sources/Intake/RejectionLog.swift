import Postgres

/// Collects rejections in bounded memory: they go to a temporary table from time to time, and the first ones are kept.
struct RejectionLog {
    /// How many rejections of a refused file are kept in the ledger.
    static let sampleLimit = 1_000
    /// Bytes of rejected records held before they are written.
    static let pendingLimit = 4 << 20

    private(set) var count = 0
    private(set) var byRule: [String: Int] = [:]
    /// Rejections of what a record may be lost with: all but those of lines that are none.
    var lostCount: Int { count - Self.noRecords.reduce(0) { $0 + (byRule[$1.rawValue] ?? 0) } }
    private static let noRecords: [Rejection.Rule] = [.repeatedHeader, .totalsRow]

    /// The first ones, for a file that is refused as a whole.
    private(set) var sample: [Rejection] = []
    private var sampleBytes = 0
    private var pending: [Rejection] = []
    private var pendingBytes = 0

    static let table: SQL = """
        create temporary table rejected (
            line bigint not null, column_name text, rule text not null, message text not null, record bytea not null
        ) on commit drop
        """

    var mustBeWritten: Bool { pendingBytes >= Self.pendingLimit }

    mutating func append(_ rejection: Rejection) {
        count += 1
        byRule[rejection.rule.rawValue, default: 0] += 1
        pending.append(rejection)
        pendingBytes += rejection.record.count + 256
        if sample.count < Self.sampleLimit, sampleBytes < Self.pendingLimit {
            sample.append(rejection)
            sampleBytes += rejection.record.count
        }
    }

    /// The first three by their lines, each with what is wrong. Those that the tables showed were found last.
    var firstLines: [String] {
        sample.sorted { $0.line < $1.line }.prefix(3).map(\.description) + unknownWords.descriptions
    }

    /// Words that stand in a column of known words and are none of them.
    private(set) var unknownWords = UnknownWords()

    /// Notes the word for which a record was rejected.
    mutating func note(unknownWord word: String, in column: String) { unknownWords.note(word, in: column) }

    /// Counts rejections of a file that is refused, without keeping them.
    mutating func count(_ number: Int, rule: String) {
        count += number
        byRule[rule, default: 0] += number
    }

    /// Writes what is pending to the temporary table ``table``.
    mutating func write(to connection: Connection) throws {
        guard !pending.isEmpty else { return }
        let rejections = pending
        _ = try connection.copyIn("rejected", columns: []) { copy in
            for rejection in rejections { try rejection.append(to: &copy) }
        }
        pending = []
        pendingBytes = 0
    }
}

extension Rejection {
    fileprivate func append(to copy: inout CopyIn) throws {
        try copy.append(line)
        try copy.append(column)
        try copy.append(rule.rawValue)
        try copy.append(message)
        try record.withUnsafeBytes { try copy.append(bytes: $0) }
        try copy.endRow()
    }
}
