public import Records

/// A canonical column and where its value comes from.
public struct Field: Sendable {
    /// Where the text of a value comes from.
    public enum Origin: Hashable, Sendable {
        /// The first of these columns of the file that is not empty.
        ///
        /// In a name, `{zone}` stands for an IANA zone: the times below it are read there.
        case firstFilled([String])
        /// All of these columns of the file, however often they stand there, joined into a list; where the canonical
        /// column holds one value, the first of them that is not empty.
        case joined([String])
        /// The same text in every record.
        case constant(String)
        /// A digest of what stands in these columns of the file, of each entry the first that the file has: an id for
        /// files that have none.
        case digest([[String]])
    }

    /// How the text becomes a value, where that is not the column's own rule.
    public enum Reading: Sendable {
        /// A time in one of these patterns, or ISO 8601; with a bound, where the cell may hold two of them, that one.
        case timestamp([TimestampFormat], TimestampRange.Bound?)
        /// Time since 1970-01-01T00:00:00Z in a unit.
        case epoch(DurationUnit)
        /// A length in a unit after the instant of another canonical column, which is no such length itself.
        case after(column: String, unit: DurationUnit)
        /// A number with these marks before its fraction and between its thousands; nil: none.
        case number(decimalMark: UInt8, groupingMark: UInt8?)
        /// A list with this separator; where the canonical column holds one value, the first item that says something.
        case list(separator: UInt8)
        /// Names with the links of their pages behind, as Notion writes relations; without links as a list with commas.
        case relation
        /// A length in this unit.
        case duration(DurationUnit)
        /// An id of Salesforce: one of 15 characters becomes the one of 18 that means the same in any case.
        case salesforceID
    }

    /// Which addresses of a list count. Where the canonical column holds one value, all that count are candidates, in
    /// order: the first of them that means a customer decides.
    public enum Addresses: String, Sendable, CaseIterable {
        /// Those at our own domains.
        case own = "own_domains"
        /// All others but those of programs and rooms.
        case other = "other_domains"
    }

    /// One place where the value of a column may stand, and how it is read there.
    public struct Source: Sendable {
        /// Where its text comes from.
        public let origin: Origin
        /// How the text becomes a value; nil: by the column's own rule.
        public let reading: Reading?
        /// Which addresses of a list count; nil: whatever stands there.
        public let addresses: Addresses?
        /// The vendor's words and ours.
        public let values: Vocabulary

        /// Columns of the file that are named.
        var columnNames: [String] {
            switch origin {
            case .firstFilled(let names), .joined(let names): names
            case .digest(let names): names.flatMap(\.self)
            case .constant: []
            }
        }

        var isConstant: Bool { if case .constant = origin { true } else { false } }
    }

    /// The canonical column.
    public let column: Column
    /// Where its value may stand: the first of these that gives one counts.
    public let sources: [Source]
    /// What it is where none does; nil: unknown.
    public let fallback: String?

    init(column: Column, sources: [Source], fallback: String? = nil) {
        self.column = column
        self.sources = sources
        self.fallback = fallback
    }

    /// A field whose text comes from `origin` and is read by the column's own rule.
    init(column: Column, origin: Origin) {
        let source = Source(origin: origin, reading: nil, addresses: nil, values: Vocabulary())
        self.init(column: column, sources: [source])
    }

    /// Columns of the file that are named.
    var columnNames: [String] { sources.flatMap(\.columnNames) }

    /// Whether it has a value whatever the file says.
    var isConstant: Bool { sources.contains(where: \.isConstant) }
}
