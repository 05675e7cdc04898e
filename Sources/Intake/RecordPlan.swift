import Records

/// A mapping laid against the header of one file: which cells make which canonical column, and by what rule.
struct RecordPlan {
    /// A canonical column and the cells it is read from.
    struct Step {
        let index: Int
        let field: Field
        let cells: [Int]
        /// What the field's values say about a vendor's word, as bytes.
        let words: [[UInt8]: String]
        /// Name for rejections: as the file has it.
        let shownName: String
    }

    let mapping: Mapping
    /// Steps in order of reading: those that count from another column come last.
    let steps: [Step]
    /// Canonical and staged columns that the file gives.
    let present: [String]
    /// Columns of the file that go nowhere.
    let ignored: [String]
    /// Columns of the file that are kept beside ours.
    let kept: [(name: String, cell: Int)]
    /// Cells that decide whether a record is taken, with the words one of which must stand there.
    let filters: [(cell: Int, words: Set<String>)]
    /// Words that mean an empty cell, as bytes.
    let nulls: Set<[UInt8]>

    /// Lays `mapping` against `header`.
    ///
    /// Throws ``HeaderFault`` where a required column has no cells, a column that holds one value stands there more
    /// than once, or a filter's column is missing.
    init(_ mapping: Mapping, header: RecordHeader) throws(HeaderFault) {
        self.mapping = mapping
        var steps: [Step] = []
        var used: Set<Int> = []
        for field in mapping.fields {
            guard let index = mapping.kind.index(of: field.column.name) else { continue }
            let cells = try Self.cells(of: field, in: header)
            used.formUnion(cells)
            guard let cells = cells.isEmpty && !field.isConstant ? nil : cells else { continue }
            steps.append(
                Step(
                    index: index, field: field, cells: cells,
                    words: Dictionary(
                        field.values.map { (Array($0.utf8), $1) }, uniquingKeysWith: { first, _ in first }),
                    shownName: cells.first.map { header.names[$0] } ?? field.column.name))
        }
        self.steps = steps.filter { !$0.field.isRelative } + steps.filter(\.field.isRelative)
        let given = Set(steps.map { mapping.kind.columns[$0.index].name })
        (kept, ignored) = Self.divide(header, unused: used, extra: mapping.extra)
        present =
            given.sorted()
            + mapping.kind.staged.map(\.name).filter { name in
                !given.contains(name)
                    && (mapping.kind.staged.first { $0.name == name }?.sources.contains(where: given.contains) ?? false)
            }
            + (kept.isEmpty ? [] : ["extra"])
        var filters: [(cell: Int, words: Set<String>)] = []
        for (name, words) in mapping.only {
            guard let cell = header.column(named: name) else {
                throw HeaderFault.missing([name], otherColumns: header.count)
            }
            filters.append((cell, words))
        }
        self.filters = filters
        nulls = Set(mapping.nulls.map { Array($0.utf8) })
    }

    /// Whether the cell holds a word that means an empty one.
    func isNull(_ cell: Cell) -> Bool {
        !nulls.isEmpty && nulls.contains(Array(cell.bytes))
    }

    /// What the file calls the canonical column `name`.
    func shownName(of name: String) -> String {
        steps.first { mapping.kind.columns[$0.index].name == name }?.shownName ?? name
    }

    private static func cells(of field: Field, in header: RecordHeader) throws(HeaderFault) -> [Int] {
        switch field.origin {
        case .constant: return []
        case .joined(let names): return names.flatMap(header.columns(named:))
        case .firstFilled(let names):
            let found = names.flatMap(header.columns(named:))
            if found.isEmpty, field.column.isRequired { throw .missing(names, otherColumns: header.count) }
            if let repeated = names.first(where: { header.columns(named: $0).count > 1 }), field.column.type != .list {
                throw .repeated(repeated)
            }
            return found
        }
    }

    private static func divide(
        _ header: RecordHeader, unused used: Set<Int>, extra: Mapping.Extra
    ) -> (kept: [(name: String, cell: Int)], ignored: [String]) {
        var kept: [(name: String, cell: Int)] = []
        var ignored: [String] = []
        for (cell, name) in header.names.enumerated() where !used.contains(cell) {
            switch extra {
            case .keepAll: kept.append((name, cell))
            case .keep(let names) where names.contains(name): kept.append((name, cell))
            default: ignored.append(name)
            }
        }
        return (kept, ignored)
    }
}

extension Field {
    var isConstant: Bool { if case .constant = origin { true } else { false } }

    var isRelative: Bool { if case .after = reading { true } else { false } }
}
