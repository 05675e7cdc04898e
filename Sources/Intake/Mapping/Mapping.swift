/// What a vendor's export means in canonical columns: the content of a mapping file.
public struct Mapping: Sendable {
    /// How the records lie in the file.
    public struct Format: Hashable, Sendable {
        /// What separates cells, an ASCII character.
        public var delimiter: Character = ","
        /// Lines before the header that say something else.
        public var skippedLines = 0
    }

    /// What becomes of columns that no field names.
    public enum Extra: Hashable, Sendable {
        case drop
        case keepAll
        case keep([String])
    }

    /// Name by which `--mapping` finds it and the ledger knows it.
    public let name: String
    /// Kind of records it makes.
    public let kind: Kind
    /// How the records lie in the file.
    public let format: Format
    /// Source to which records belong when none is named; nil: `default`.
    public let source: String?
    /// IANA zone of times without an offset; nil: the reporting zone.
    public let zone: String?
    /// Words that mean an empty cell.
    public let nulls: Set<String>
    /// Records to take: for each named column, the words of which one must stand in it.
    public let only: [String: Set<String>]
    /// What becomes of other columns.
    public let extra: Extra
    /// Canonical columns and where they come from.
    public let fields: [Field]
    /// SHA-256 of the file, in hexadecimal: another text is another mapping.
    public let sha256: String

    /// The identity: canonical columns under their own names.
    static func canonical(_ kind: Kind) -> Mapping {
        Mapping(
            name: "", kind: kind, format: Format(), source: nil, zone: nil, nulls: [], only: [:], extra: .drop,
            fields: kind.columns.map { Field(column: $0, origin: .firstFilled([$0.name])) }, sha256: "")
    }
}
