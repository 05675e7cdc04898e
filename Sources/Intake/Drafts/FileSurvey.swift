import Records

/// What each column of a file would become, and what the first records say to that.
public struct FileSurvey: Codable, Sendable {
    /// A column of the file.
    public struct Finding: Codable, Sendable {
        /// Its name in the file.
        public let name: String
        /// The canonical columns made of it; empty: it is not used.
        public let becomes: [String]
        /// A value of it; nil: there is none, or it may name or quote a person.
        public let sample: String?
    }

    /// The path of the file.
    public let file: String
    /// Its syntax.
    public let syntax: String
    /// Its encoding, where it was named or the bytes are not UTF-8; else nil.
    public let encoding: String?
    /// Lines above the header that are none of the table.
    public let titleLines: Int
    /// What the records are; nil: no kind fits.
    public let kind: String?
    /// The mapping that was taken; empty: the columns are canonical; nil: none fits, and what follows is guessed.
    public let mapping: String?
    /// The columns of the file, in its order.
    public let columns: [Finding]
    /// Canonical columns that no column of the file makes.
    public let lacking: [String]
    /// Those of them without which nothing can be loaded.
    public let missing: [String]
    /// Columns that are named like an id, but have one value in several records, where no mapping fits.
    public let repeatedKeys: [String]
    /// Unused columns that hold times of day, where no mapping fits.
    public let timesOfDay: [String]
    /// What the first records would become; nil: nothing can be tried.
    public let trial: MappingTrial?

    /// Looks at the file at `path`; `format`, `mapping` and `kind` count where they are given.
    ///
    /// Throws a ``Refusal`` where the file has no good header, a `Failure` where several mappings fit, `RecordsError`
    /// where it cannot be read.
    public init(
        path: String, format asked: Mapping.Format, mapping: Mapping?, kind: Kind?, library: MappingLibrary
    ) throws {
        let head = try FileHead(path: path, format: Self.merged(asked, mapping?.format))
        let mapping = try mapping ?? Self.fitting(head, kind: kind, library)
        let draft = mapping == nil ? MappingDraft(head, kind: kind) : nil
        let meaning = mapping ?? draft?.mapping(name: "draft")
        let uses = meaning.map { Self.uses(of: head, by: $0) } ?? [:]
        file = path
        syntax = head.syntax.rawValue
        encoding = head.format.encoding
        titleLines = mapping == nil ? head.format.skippedLines : 0
        repeatedKeys = draft?.repeatedKeys ?? []
        timesOfDay = draft?.timesOfDay ?? []
        self.kind = (meaning?.kind ?? draft?.kind ?? kind)?.name
        self.mapping = mapping?.name
        columns = head.columns.indices.map { cell in
            Finding(
                name: head.columns[cell], becomes: uses[cell]?.map(\.name) ?? [],
                sample: Self.sample(of: head.profiles[cell].samples, as: uses[cell] ?? []))
        }
        let made = Set(
            uses.values.joined().map(\.name) + (meaning?.fields.filter(\.isConstant).map(\.column.name) ?? []))
        let lacking = (meaning?.kind ?? kind)?.columns.filter { !made.contains($0.name) } ?? []
        self.lacking = lacking.map(\.name)
        missing = lacking.filter(\.isRequired).map(\.name)
        trial = try meaning.map {
            try MappingTrial($0, path: path, format: Self.merged(head.format, $0.format))
        }
    }

    /// `format` with what it leaves open as in `other`.
    private static func merged(_ format: Mapping.Format, _ other: Mapping.Format?) -> Mapping.Format {
        guard let other else { return format }
        var merged = other
        merged.syntax = format.syntax ?? other.syntax
        merged.encoding = format.encoding ?? other.encoding
        return merged
    }

    /// The mapping that files with these columns are made for; canonical where all a kind needs is there and no column
    /// has another name.
    private static func fitting(_ head: FileHead, kind: Kind?, _ library: MappingLibrary) throws -> Mapping? {
        if let kind {
            if let known = try library.recognized(head.columns, as: kind) { return known }
        } else if let known = try library.candidates(head.columns).first {
            return known
        }
        return (kind.map { [$0] } ?? Kind.all).first { kind in
            kind.columns.filter(\.isRequired).allSatisfy { head.columns.contains($0.name) }
                && head.columns.allSatisfy { kind.index(of: $0) != nil }
        }.map(Mapping.canonical)
    }

    /// By column of the file, the canonical columns made of it.
    private static func uses(of head: FileHead, by mapping: Mapping) -> [Int: [Column]] {
        let search = ColumnSearch(RecordHeader(names: head.columns))
        var uses: [Int: [Column]] = [:]
        for field in mapping.fields {
            for match in field.columnNames.flatMap(search.columns(named:))
            where uses[match.cell]?.contains(where: { $0.name == field.column.name }) != true {
                uses[match.cell, default: []].append(field.column)
            }
        }
        return uses
    }

    /// A value that can be shown: what names or quotes a person, or could, is not.
    private static func sample(of values: [String], as uses: [Column]) -> String? {
        let isSafe = uses.isEmpty ? values.allSatisfy(isImpersonal) : uses.allSatisfy(\.isImpersonal)
        return isSafe ? values.first : nil
    }

    /// Whether it is a time, a short number or a truth value. Long ones may be telephone numbers or identity cards.
    private static func isImpersonal(_ value: String) -> Bool {
        Cell.with(value) { cell in
            cell.boolean != nil || TimestampFormat.iso8601.parse(cell) != nil
                || (value.utf8.count <= 6 && cell.numberText(decimalMark: UInt8(ascii: ".")) != nil)
        }
    }
}
