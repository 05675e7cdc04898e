import Records

/// A mapping laid against the header of one file: which cells make which canonical column, and by what rule.
///
/// Whatever does not change from record to record is found out here.
struct RecordPlan {
    let mapping: Mapping
    /// Steps in order of reading: those that decide whether the record is left out come first, those that count from
    /// another column last.
    private(set) var steps: [PlannedColumn]
    /// How many sources the steps have.
    let sourceCount: Int
    /// Columns of the file that go nowhere.
    let ignored: [String]
    /// Columns of the file that are kept beside ours, those of one name together, with the name as
    /// ``JSONObjectText/member(_:)`` writes it.
    let kept: [(member: [UInt8], cells: [Int])]
    /// Cells that decide whether a record is taken.
    let filters: [RecordFilter]
    /// Places of the canonical columns without which a record is left out.
    private let needed: [Int]
    /// Places of the canonical columns whose instants have to have passed.
    private let past: [Int]
    /// Places of the canonical columns that have to name one of the ``meetingSeries``.
    private let series: [Int]
    /// The titles of leadership meetings.
    private let meetingSeries: MeetingSeries
    /// Places of the canonical columns that say that a record is withdrawn, and their words.
    private let withdrawn: [(index: Int, word: String)]
    /// The cell of those who declined; nil: there is none.
    private let declinedCell: Int?
    /// Words that mean an empty cell.
    let nulls: WordSet

    /// Lays `mapping` against `header`.
    ///
    /// Throws ``HeaderFault`` where a required column has no cells, a column that holds one value stands there more
    /// than once, or a filter's column is missing.
    ///
    /// `isLine`: the header is a line of the file, in which a name may stand several times; else each name was asked for.
    init(
        _ mapping: Mapping, header: RecordHeader, isLine: Bool = true,
        meetingSeries: MeetingSeries = MeetingSeries("")
    ) throws(HeaderFault) {
        self.mapping = mapping
        let search = ColumnSearch(header)
        let needed = mapping.neededColumns.compactMap(mapping.kind.index(of:))
        var steps: [PlannedColumn] = []
        var used: Set<Int> = []
        var sourceCount = 0
        for field in mapping.fields {
            guard let index = mapping.kind.index(of: field.column.name) else { continue }
            let sources = try Self.sources(of: field, mapping.kind, in: search, count: &sourceCount)
            used.formUnion(sources.flatMap(\.cells))
            if sources.isEmpty { continue }
            steps.append(
                PlannedColumn(
                    index: index, column: field.column, isNeeded: needed.contains(index), sources: sources,
                    fallback: field.fallback))
        }
        self.needed = needed
        self.sourceCount = sourceCount
        self.steps =
            steps.filter(\.isNeeded) + steps.filter { !$0.isNeeded && !$0.isRelative }
            + steps.filter { !$0.isNeeded && $0.isRelative }
        (kept, ignored) = Self.divide(header, unused: used, extra: mapping.extra, joinsNames: isLine)
        filters = try Self.filters(mapping, in: search)
        nulls = WordSet(mapping.nulls)
        past = mapping.pastColumns.compactMap(mapping.kind.index(of:))
        series = mapping.seriesColumns.compactMap(mapping.kind.index(of:))
        self.meetingSeries = meetingSeries
        withdrawn = (mapping.withdrawal?.values ?? [:]).compactMap { name, word in
            mapping.kind.index(of: name).map { ($0, word) }
        }
        declinedCell = mapping.withdrawal?.declinedColumn.flatMap { search.columns(named: $0).first?.cell }
    }

    /// Sets the spans in which instants may lie.
    mutating func bound(by bounds: InstantBounds) {
        steps = steps.map { step in
            guard step.column.type == .timestamp else { return step }
            return step.bounded(by: bounds.span(of: step.column.timing, isOpen: past.contains(step.index)))
        }
    }

    /// Looks up the zones that the header names.
    mutating func resolveZones(_ zone: (String) throws -> Zone) rethrows {
        steps = try steps.map { try $0.resolved(zone) }
    }

    /// The plan without the formats of time stamps that have the other order of day and month.
    func settled(on order: DayOrder) -> RecordPlan {
        var plan = self
        plan.steps = steps.map { $0.settled(on: order) }
        return plan
    }

    /// Canonical and staged columns that the file gives; `isMet` tells whether any record had a cell.
    func present(_ isMet: (Int) -> Bool) -> [String] {
        let kind = mapping.kind
        let given = Set(
            steps.filter { step in
                step.sources.contains { $0.constant != nil || $0.cells.contains(where: isMet) }
            }.map(\.column.name))
        let derived = kind.staged.filter { !given.contains($0.name) && $0.sources.contains(where: given.contains) }
        return given.sorted() + derived.map(\.name) + (kept.isEmpty ? [] : ["extra"])
    }

    /// Whether the record lacks a value without which it is none of the mapping's.
    func lacksNeeded(_ values: borrowing RecordValues) -> Bool {
        for index in needed where values[index].isNull { return true }
        return false
    }

    /// Whether the record lacks a value without which it is none of the mapping's, is still to come at `present`, or is of
    /// a series that is not wanted.
    func leavesOut(_ values: borrowing RecordValues, present: Instant) -> Bool {
        if lacksNeeded(values) { return true }
        for index in past { if let instant = values[index].instant, present < instant { return true } }
        for index in series where !meetingSeries.holds(values[index].text ?? "") { return true }
        return false
    }

    /// Whether a record that is left out may take back what is known of it.
    var canWithdraw: Bool { !withdrawn.isEmpty }

    /// Canonical columns that a withdrawn record has.
    var withdrawnColumns: [String] { withdrawn.map { mapping.kind.columns[$0.index].name } }

    /// Whether a record says that what it speaks of did not happen: in so many words, or because somebody of `declined`, the
    /// items of those who declined, counts as an `isOutsider`, and nobody else from outside is left.
    func isWithdrawn(
        _ values: borrowing RecordValues, declined: [String], isOutsider: (String) -> Bool
    ) -> Bool {
        for (index, word) in withdrawn where values[index].text == word { return true }
        return lacksNeeded(values) && declined.contains(where: isOutsider)
    }

    /// Makes the record say that what it speaks of did not happen.
    func withdraw(_ values: inout RecordValues) {
        for (index, word) in withdrawn { values[index] = word.isEmpty ? .null : .string(word) }
    }

    /// Those who declined, of the reader's current record.
    func declined<Reader: RecordReader & ~Copyable>(_ record: borrowing Reader) -> [String] {
        guard let declinedCell else { return [] }
        return record.items(declinedCell) ?? record[declinedCell].trimmed.list()
    }

    /// Patterns of the times in the column that the file calls `name`; empty: it has none.
    func patterns(of name: String) -> [String] {
        let source = steps.lazy.flatMap(\.sources).first { $0.shownName == name }
        guard case .timestamp(let formats, _)? = source?.reading else { return [] }
        return formats.formats.compactMap(\.pattern)
    }

    /// The word in the column that the file calls `name`; nil: its cells are empty.
    func word(of name: String, in record: borrowing some RecordReader & ~Copyable) -> String? {
        guard let source = steps.lazy.flatMap(\.sources).first(where: { $0.shownName == name }) else { return nil }
        for cell in source.cells {
            let word = record[cell].trimmed
            if !word.isEmpty { return word.string }
        }
        return nil
    }

    /// What the file calls the canonical column `name`.
    func shownName(of name: String) -> String {
        steps.first { $0.column.name == name }?.shownName ?? name
    }

    private static func sources(
        of field: Field, _ kind: Kind, in search: ColumnSearch, count: inout Int
    ) throws(HeaderFault) -> [PlannedSource] {
        var sources: [PlannedSource] = []
        for source in field.sources {
            let matches: [ColumnSearch.Match]
            do {
                matches = try columns(of: source, for: field.column, in: search)
            } catch .missing where field.sources.count > 1 {
                continue
            }
            if matches.isEmpty, !source.isConstant { continue }
            sources.append(
                PlannedSource(
                    number: count, source, cells: matches.map(\.cell), zoneName: matches.compactMap(\.zone).first,
                    shownName: matches.first.map { search.header.names[$0.cell] } ?? field.column.name, kind: kind))
            count += 1
        }
        if field.column.isRequired, sources.isEmpty {
            throw .missing(field.columnNames, otherColumns: search.header.count)
        }
        return sources
    }

    private static func columns(
        of source: Field.Source, for column: Column, in search: ColumnSearch
    ) throws(HeaderFault) -> [ColumnSearch.Match] {
        switch source.origin {
        case .constant: return []
        case .joined(let names): return names.flatMap(search.columns(named:))
        case .digest(let names):
            let found = names.map { $0.lazy.map(search.columns(named:)).first { !$0.isEmpty } ?? [] }
            // Without one of them the same record would get another id.
            if let missing = found.firstIndex(where: \.isEmpty) {
                throw .missing(names[missing], otherColumns: search.header.count)
            }
            return Array(found.joined())
        case .firstFilled(let names):
            let found = names.map(search.columns(named:))
            if let repeated = found.firstIndex(where: { $0.count > 1 }), !source.givesItems(for: column) {
                throw .repeated(names[repeated])
            }
            // Names that differ by case alone find the same column.
            var seen: Set<Int> = []
            return found.joined().filter { seen.insert($0.cell).inserted }
        }
    }

    private static func filters(
        _ mapping: Mapping, in search: ColumnSearch
    ) throws(HeaderFault) -> [RecordFilter] {
        var filters: [RecordFilter] = []
        for (name, words) in mapping.only {
            guard let column = search.columns(named: name).first else {
                throw .missing([name], otherColumns: search.header.count)
            }
            filters.append(RecordFilter(cell: column.cell, words: words, isExclusion: false))
        }
        for (name, words) in mapping.except {
            for column in search.columns(named: name) {
                filters.append(RecordFilter(cell: column.cell, words: words, isExclusion: true))
            }
        }
        return filters
    }

    private static func divide(
        _ header: RecordHeader, unused used: Set<Int>, extra: Mapping.Extra, joinsNames: Bool
    ) -> (kept: [(member: [UInt8], cells: [Int])], ignored: [String]) {
        var kept: [(member: [UInt8], cells: [Int])] = []
        var ignored: [String] = []
        var places: [String: Int] = [:]
        for (cell, name) in header.names.enumerated() where !used.contains(cell) {
            guard extra.keeps(name) else {
                ignored.append(name)
                continue
            }
            if joinsNames, let place = places[name.lowercased()] {
                kept[place].cells.append(cell)
            } else {
                places[name.lowercased()] = kept.count
                kept.append((JSONObjectText.member(name), [cell]))
            }
        }
        return (kept, ignored)
    }
}

extension Mapping.Extra {
    /// Whether a column of that name, in capital or small letters, is kept.
    fileprivate func keeps(_ name: String) -> Bool {
        switch self {
        case .drop: false
        case .keepAll: true
        case .keep(let names): names.contains { $0 == name || $0.lowercased() == name.lowercased() }
        }
    }
}

extension Field.Source {
    /// Whether a column may stand in the file more than once, since its cells are items.
    fileprivate func givesItems(for column: Column) -> Bool {
        if case .list = reading { true } else { column.type == .list }
    }
}
