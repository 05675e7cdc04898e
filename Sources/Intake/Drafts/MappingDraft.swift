public import Records

/// A mapping guessed from a file's columns and first records, for a person to correct.
///
/// It never guesses what would merge records (an id that is not unique) or count something else than it says
/// (revenue as annual value): such a column is left out and named in a comment.
public struct MappingDraft: Sendable {
    /// A canonical column and what of the file is guessed to be its value.
    public struct Entry: Sendable {
        /// How the text of the file's column becomes a value, where that is not the column's own rule.
        public enum Reading: Hashable, Sendable {
            case plain
            case timestamp(patterns: [String])
            case epoch(DurationUnit)
            case after(column: String, unit: DurationUnit)
            case duration(DurationUnit)
            case number(decimal: Character, grouping: Character?)
            case list(separator: Character)
            /// An id made of several columns, as the file has none.
            case hash(of: [String])
        }

        /// The canonical column.
        public let column: String
        /// The column of the file; empty for a hash.
        public let name: String
        /// How its text becomes a value.
        public let reading: Reading
        /// The words met and what they mean; an empty meaning: nothing that is known.
        public let values: [(word: String, meaning: String)]
        /// How much it says for the kind.
        let weight: Int
    }

    /// What the records are guessed to be; nil: no kind fits.
    public let kind: Kind?
    /// What was guessed, in the order of the canonical columns.
    public let entries: [Entry]
    /// Columns that the kind needs and the file does not seem to have.
    public let missing: [String]
    /// Columns that are named like an id, but have one value more than once: as ids they would merge records.
    public let repeatedKeys: [String]
    /// Unused columns that hold times of day: dates are read without them, as midnight.
    public let timesOfDay: [String]
    /// Other kinds for which the file has all that is needed.
    public let otherKinds: [String]
    let format: Mapping.Format
    let nulls: [String]
    /// Columns of the file that nothing is made of.
    public let unused: [String]

    /// The draft for a file that begins like `head`; `kind` nil: the kind that fits best.
    public init(_ head: FileHead, kind: Kind? = nil) {
        let candidates = (kind.map { [$0] } ?? Kind.all).map { KindDraft(head.profiles, $0) }
        // Of equals `max` keeps the first, in the order in which kinds are listed.
        let best = candidates.max { $0.score < $1.score }
        let chosen = best.flatMap { kind != nil || $0.isConvincing ? $0 : nil }
        self.kind = chosen?.kind
        entries = chosen?.entries ?? []
        missing = chosen?.missing ?? []
        let closest = chosen ?? candidates.max { $0.scoreOfFound < $1.scoreOfFound }
        repeatedKeys = closest?.repeatedKeys ?? []
        otherKinds = candidates.filter { $0.isConvincing && $0.kind.name != chosen?.kind.name }.map(\.kind.name)
        format = head.format
        let used = Set(entries.map(\.name))
        var met: Set<String> = []
        nulls = head.profiles.filter { used.contains($0.name) }.flatMap(\.nulls).filter { met.insert($0).inserted }
        unused = head.columns.filter { !used.contains($0) }
        timesOfDay = head.profiles.filter { !used.contains($0.name) && $0.holdsTimesOfDay }.map(\.name)
    }

    /// The draft as a mapping; nil where no kind fits or a required column is missing.
    public func mapping(name: String) -> Mapping? {
        missing.isEmpty ? try? Mapping(yaml: yaml(name: name), file: name) : nil
    }
}
