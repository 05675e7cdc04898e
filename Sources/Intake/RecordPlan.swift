import Records

/// A mapping laid against the header of one file: which cells make which canonical column, and by what rule.
struct RecordPlan {
    /// A canonical column and the cells it is read from.
    struct Step {
        let index: Int
        var field: Field
        let cells: [Int]
        /// Zone that the header names for the times in these cells, by its name; nil: it names none.
        let zoneName: String?
        /// That zone, once it was looked up.
        var zone: Zone?
        /// Name for rejections: as the file has it.
        let shownName: String
    }

    let mapping: Mapping
    /// Steps in order of reading: those that decide whether the record is left out come first, those that count from
    /// another column last.
    private(set) var steps: [Step]
    /// Columns of the file that go nowhere.
    let ignored: [String]
    /// Columns of the file that are kept beside ours.
    let kept: [(name: String, cell: Int)]
    /// Cells that decide whether a record is taken, with the words one of which must stand there.
    let filters: [(cell: Int, words: Set<String>)]
    /// Places of the canonical columns without which a record is left out.
    private let needed: [Int]
    /// Places of the canonical columns whose instants have to have passed.
    private let past: [Int]
    /// Words that mean an empty cell, as bytes.
    let nulls: Set<[UInt8]>

    /// Lays `mapping` against `header`.
    ///
    /// Throws ``HeaderFault`` where a required column has no cells, a column that holds one value stands there more
    /// than once, or a filter's column is missing.
    init(_ mapping: Mapping, header: RecordHeader) throws(HeaderFault) {
        self.mapping = mapping
        let search = ColumnSearch(header)
        var steps: [Step] = []
        var used: Set<Int> = []
        for field in mapping.fields {
            guard let index = mapping.kind.index(of: field.column.name) else { continue }
            let matches = try Self.columns(of: field, in: search)
            used.formUnion(matches.map(\.cell))
            if matches.isEmpty, !field.isConstant { continue }
            steps.append(
                Step(
                    index: index, field: field, cells: matches.map(\.cell),
                    zoneName: matches.compactMap(\.zone).first,
                    shownName: matches.first.map { header.names[$0.cell] } ?? field.column.name))
        }
        let needed = mapping.neededColumns.compactMap(mapping.kind.index(of:))
        self.needed = needed
        self.steps = Self.ordered(steps, needed: needed)
        (kept, ignored) = Self.divide(header, unused: used, extra: mapping.extra)
        filters = try mapping.only.map { name, words throws(HeaderFault) in
            guard let column = search.columns(named: name).first else {
                throw HeaderFault.missing([name], otherColumns: header.count)
            }
            return (column.cell, words)
        }
        nulls = Set(mapping.nulls.map { Array($0.utf8) })
        past = mapping.pastColumns.compactMap(mapping.kind.index(of:))
    }

    private static func ordered(_ steps: [Step], needed: [Int]) -> [Step] {
        let rest = steps.filter { !needed.contains($0.index) }
        return steps.filter { needed.contains($0.index) } + rest.filter { !$0.field.isRelative }
            + rest.filter(\.field.isRelative)
    }

    /// Looks up the zones that the header names.
    mutating func resolveZones(_ zone: (String) throws -> Zone) rethrows {
        for place in steps.indices { steps[place].zone = try steps[place].zoneName.map(zone) }
    }

    /// Drops the formats of time stamps with the other order of day and month.
    mutating func settle(on order: DayOrder) {
        for place in steps.indices { steps[place].field = steps[place].field.settled(on: order) }
    }

    /// Canonical and staged columns that the file gives; `isMet` tells whether any record had a cell.
    func present(_ isMet: (Int) -> Bool) -> [String] {
        let kind = mapping.kind
        let given = Set(
            steps.filter { $0.field.isConstant || $0.cells.contains(where: isMet) }.map { kind.columns[$0.index].name })
        let derived = kind.staged.filter { !given.contains($0.name) && $0.sources.contains(where: given.contains) }
        return given.sorted() + derived.map(\.name) + (kept.isEmpty ? [] : ["extra"])
    }

    /// Whether a record is left out when it lacks the value of `step`.
    func needs(_ step: Step) -> Bool { needed.contains(step.index) }

    /// Whether the record lacks a value without which it is none of the mapping's, or is still to come at `present`.
    func leavesOut(_ values: borrowing RecordValues, present: Instant) -> Bool {
        for index in needed where values[index].isNull { return true }
        for index in past { if let instant = values[index].instant, present < instant { return true } }
        return false
    }

    /// Whether the cell holds a word that means an empty one.
    func isNull(_ cell: Cell) -> Bool {
        !nulls.isEmpty && nulls.contains(Array(cell.bytes))
    }

    /// What the file calls the canonical column `name`.
    func shownName(of name: String) -> String {
        steps.first { mapping.kind.columns[$0.index].name == name }?.shownName ?? name
    }

    private static func columns(
        of field: Field, in search: ColumnSearch
    ) throws(HeaderFault) -> [ColumnSearch.Match] {
        switch field.origin {
        case .constant: return []
        case .joined(let names): return names.flatMap(search.columns(named:))
        case .firstFilled(let names):
            let found = names.map(search.columns(named:))
            if field.column.isRequired, found.allSatisfy(\.isEmpty) {
                throw .missing(names, otherColumns: search.header.count)
            }
            if let repeated = found.firstIndex(where: { $0.count > 1 }), field.column.type != .list {
                throw .repeated(names[repeated])
            }
            // Names that differ by case alone find the same column.
            var seen: Set<Int> = []
            return found.joined().filter { seen.insert($0.cell).inserted }
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

    /// The field without formats of time stamps that have the other order of day and month.
    func settled(on order: DayOrder) -> Field {
        guard case .timestamp(let formats) = reading else { return self }
        let fitting = formats.filter { format in
            format.dayOrder == order || !formats.contains(where: format.swapsDayAndMonth)
        }
        return Field(
            column: column, origin: origin, reading: .timestamp(fitting), addresses: addresses, values: values,
            fallback: fallback)
    }

    var isRelative: Bool { if case .after = reading { true } else { false } }
}
