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
    }

    /// How the text becomes a value, where that is not the column's own rule.
    public enum Reading: Sendable {
        /// A time in one of these patterns, or ISO 8601.
        case timestamp([TimestampFormat])
        /// Time since 1970-01-01T00:00:00Z in a unit.
        case epoch(DurationUnit)
        /// A length in a unit after the instant of another canonical column.
        case after(column: String, unit: DurationUnit)
        /// A number with this decimal mark.
        case number(decimalMark: UInt8)
        /// A list with this separator.
        case list(separator: UInt8)
        /// A length in this unit.
        case duration(DurationUnit)
        /// An id of Salesforce: one of 15 characters becomes the one of 18 that means the same in any case.
        case salesforceID
    }

    /// Which addresses of a list count.
    public enum Addresses: String, Sendable, CaseIterable {
        /// Those at our own domains.
        case own = "own_domains"
        /// All others.
        case other = "other_domains"
    }

    /// The canonical column.
    public let column: Column
    /// Where its text comes from.
    public let origin: Origin
    /// How the text becomes a value; nil: by the column's own rule.
    public let reading: Reading?
    /// Which addresses of a list count; nil: whatever stands there.
    public let addresses: Addresses?
    /// The vendor's words and ours.
    public let values: Vocabulary
    /// What an empty cell means; nil: unknown.
    public let fallback: String?

    init(
        column: Column, origin: Origin, reading: Reading? = nil, addresses: Addresses? = nil,
        values: Vocabulary = Vocabulary(), fallback: String? = nil
    ) {
        self.column = column
        self.origin = origin
        self.reading = reading
        self.addresses = addresses
        self.values = values
        self.fallback = fallback
    }

    /// Columns of the file that are named.
    var columnNames: [String] {
        switch origin {
        case .firstFilled(let names), .joined(let names): names
        case .constant: []
        }
    }
}
