import Digest
public import Records

/// What a vendor's export means in canonical columns: the content of a mapping file.
public struct Mapping: Sendable {
    /// How the records lie in the file; what is nil shows in the file itself.
    public struct Format: Hashable, Sendable {
        /// The syntax of a file.
        public enum Syntax: String, Sendable, CaseIterable {
            /// Cells under a header (RFC 4180).
            case csv
            /// One JSON object a line.
            case ndjson
            /// JSON objects in arrays, in objects that wrap an array, or one after another (RFC 8259).
            case json
            /// Events of a calendar (RFC 5545).
            case ics
        }

        /// The syntax.
        public var syntax: Syntax?
        /// What separates the cells of CSV, an ASCII character.
        public var delimiter: Character?
        /// Lines before the header of CSV that say something else.
        public var skippedLines = 0
        /// Rows of the header of CSV: the names stand in the first, and others may name the zone of a column.
        public var headerRows = 1
        /// How the first cell of a line begins from which on no records follow, as under reports; empty: they end at
        /// an empty line.
        public var footer: String?
        /// Encoding by its name in iconv; nil: UTF-8, or UTF-16 with a byte order mark.
        public var encoding: String?
        /// The member that holds the records of a JSON object.
        public var records: String?
        /// Objects beside the records of a JSON page that belong into them.
        public var sideLoads: [JSONSideLoad] = []

        /// Everything left to the file.
        public init() {}
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
    /// Records to take: for each named column, the words of which one must stand in it; ``Vocabulary/anyOther`` is any
    /// word at all. Capital and small letters count as the same.
    public let only: [String: Set<String>]
    /// Records to leave out: for each named column, the words of which none may stand in it. A file may lack the column.
    public let except: [String: Set<String>]
    /// Canonical columns without which a record is none of this mapping's: it is left out, not rejected.
    public let neededColumns: Set<String>
    /// Canonical columns whose instants have passed when the file was made: a record that is still to come is left out.
    public let pastColumns: Set<String>
    /// Columns by which a file of this make is recognized: of each entry one has to be there. Empty: not recognized.
    public let marks: [[String]]
    /// What becomes of other columns.
    public let extra: Extra
    /// Canonical columns and where they come from.
    public let fields: [Field]
    /// SHA-256 of the file, in hexadecimal: another text is another mapping.
    public private(set) var sha256: String
    /// What a record that is left out says of one that is known; nil: nothing.
    public var withdrawal: Withdrawal?
    /// Canonical columns whose value has to be a title of the setting `meeting_series`; others are left out.
    public var seriesColumns: Set<String> = []

    /// Columns of the file that are named anywhere, each once.
    var columnNames: [String] {
        let kept = if case .keep(let names) = extra { names } else { [String]() }
        var seen: Set<String> = []
        let named = only.keys.sorted() + except.keys.sorted() + [withdrawal?.declinedColumn].compactMap { $0 }
        return (fields.flatMap(\.columnNames) + named + kept).filter { seen.insert($0).inserted }
    }

    /// Whether it tells our own addresses from others.
    var needsOwnDomains: Bool { fields.contains { $0.sources.contains { $0.addresses != nil } } }

    /// The mapping as the ledger knows it: with other titles it is another one.
    func identified(by series: MeetingSeries) -> Mapping {
        if seriesColumns.isEmpty { return self }
        var mapping = self
        mapping.sha256 = SHA256.text(of: "\(sha256) \(series.text)".utf8)
        return mapping
    }

    /// The identity: canonical columns under their own names.
    static func canonical(_ kind: Kind) -> Mapping {
        Mapping(
            name: "", kind: kind, format: Format(), source: nil, zone: nil, nulls: [], only: [:], except: [:],
            neededColumns: [], pastColumns: [],
            marks: [], extra: .drop, fields: kind.columns.map { Field(column: $0, origin: .firstFilled([$0.name])) },
            sha256: "")
    }
}
