import Records

/// What each column of a file would become.
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
    /// What the records are.
    public let kind: String
    /// The mapping that was taken; empty: the columns are canonical; nil: none fits, and what follows is guessed.
    public let mapping: String?
    /// The columns of the file, in its order.
    public let columns: [Finding]
    /// Canonical columns that no column of the file makes.
    public let lacking: [String]
    /// Those of them without which nothing can be loaded.
    public let missing: [String]

    /// Looks at the file at `path`; `syntax`, `mapping` and `kind` count where they are given.
    ///
    /// Throws a ``Refusal`` where the file has no good header, a `Failure` where several mappings fit, `RecordsError`
    /// where it cannot be read.
    public init(
        path: String, syntax: Mapping.Format.Syntax?, mapping: Mapping?, kind: Kind?, library: MappingLibrary
    ) throws {
        var format = mapping?.format ?? Mapping.Format()
        format.syntax = syntax ?? format.syntax
        let head = try FileHead(path: path, format: format)
        let mapping = try mapping ?? Self.fitting(head, kind: kind, library)
        let draft = MappingDraft(head, kind: kind)
        let meaning = mapping ?? draft.mapping
        let uses = Self.uses(of: head, by: meaning)
        file = path
        self.syntax = head.syntax.rawValue
        self.kind = meaning.kind.name
        self.mapping = mapping?.name
        columns = head.columns.indices.map { cell in
            Finding(
                name: head.columns[cell], becomes: uses[cell]?.map(\.name) ?? [],
                sample: Self.sample(of: head.samples[cell], as: uses[cell] ?? []))
        }
        let made = Set(uses.values.joined().map(\.name)).union(meaning.fields.filter(\.isConstant).map(\.column.name))
        let lacking = meaning.kind.columns.filter { !made.contains($0.name) }
        self.lacking = lacking.map(\.name)
        missing = lacking.filter(\.isRequired).map(\.name)
    }

    /// The mapping that files with these columns are made for; canonical where all a kind needs is there.
    private static func fitting(_ head: FileHead, kind: Kind?, _ library: MappingLibrary) throws -> Mapping? {
        if let kind {
            if let known = try library.recognized(head.columns, as: kind) { return known }
        } else if let known = try library.candidates(head.columns).first {
            return known
        }
        return (kind.map { [$0] } ?? Kind.all).first { kind in
            kind.columns.filter(\.isRequired).allSatisfy { head.columns.contains($0.name) }
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
        let isSafe =
            uses.isEmpty
            ? values.allSatisfy(isImpersonal)
            : uses.allSatisfy { column in
                switch column.type {
                case .timestamp, .number, .minutes, .boolean: true
                case .word(let words): !words.isEmpty
                case .words, .name, .list: false
                }
            }
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
