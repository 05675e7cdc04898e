import Records

/// A canonical column and the cells of one file that it is read from.
final class PlannedColumn: Sendable {
    /// Place among the columns of the kind.
    let index: Int
    let column: Column
    /// Whether a record that lacks it is left out.
    let isNeeded: Bool
    /// Where its value may stand: the first of these that gives one counts.
    let sources: [PlannedSource]
    /// What it is where none does; nil: unknown.
    let fallback: String?
    /// The span in which its instants may lie; nil: not known yet, or its values are no instants.
    let span: InstantSpan?

    init(
        index: Int, column: Column, isNeeded: Bool, sources: [PlannedSource], fallback: String?,
        span: InstantSpan? = nil
    ) {
        self.index = index
        self.column = column
        self.isNeeded = isNeeded
        self.sources = sources
        self.fallback = fallback
        self.span = span
    }

    /// Name for rejections: as the file has it.
    var shownName: String { sources.first?.shownName ?? column.name }

    /// Whether it counts from another column.
    var isRelative: Bool { sources.contains { if case .after = $0.reading { true } else { false } } }

    /// The same with the zones that the header names.
    func resolved(_ zone: (String) throws -> Zone) rethrows -> PlannedColumn {
        try with(sources.map { try $0.resolved(zone) })
    }

    /// The same without the formats of time stamps that have the other order of day and month.
    func settled(on order: DayOrder) -> PlannedColumn { with(sources.map { $0.settled(on: order) }) }

    /// The same with a span in which its instants may lie.
    func bounded(by span: InstantSpan) -> PlannedColumn { with(sources, span) }

    private func with(_ sources: [PlannedSource], _ span: InstantSpan? = nil) -> PlannedColumn {
        PlannedColumn(
            index: index, column: column, isNeeded: isNeeded, sources: sources, fallback: fallback,
            span: span ?? self.span)
    }
}

/// One source of a canonical column, and the cells of one file that it names.
final class PlannedSource: Sendable {
    /// How its text becomes a value.
    enum Reading: Sendable {
        /// By the column's own rule.
        case ofColumn
        case timestamp(TimestampFormats, TimestampRange.Bound?)
        case epoch(DurationUnit)
        /// After the instant in the canonical column at that place.
        case after(Int, DurationUnit)
        case number(decimalMark: UInt8, groupingMark: UInt8?)
        case list(separator: UInt8)
        case relation
        case duration(DurationUnit)
        case salesforceID
        /// An id made of all cells.
        case digest
    }

    /// Place among all sources of the plan.
    let number: Int
    let cells: [Int]
    /// The text in every record; nil: it stands in the cells.
    let constant: String?
    let reading: Reading
    let addresses: Field.Addresses?
    /// Nil: every word means itself.
    let values: Vocabulary?
    /// Zone that the header names for the times in these cells, by its name; nil: it names none.
    private let zoneName: String?
    /// That zone, once it was looked up.
    let zone: Zone?
    /// Name for rejections: as the file has it.
    let shownName: String
    /// By format, whether another one has day and month in the other order, so that the whole file has to decide.
    let openFormats: [Bool]

    convenience init(
        number: Int, _ source: Field.Source, cells: [Int], zoneName: String?, shownName: String, kind: Kind
    ) {
        let constant: String? = if case .constant(let text) = source.origin { text } else { nil }
        let reading: Reading = if case .digest = source.origin { .digest } else { Reading(source.reading, kind) }
        self.init(
            number: number, cells: cells, constant: constant, reading: reading,
            addresses: source.addresses, values: source.values.isEmpty ? nil : source.values, zoneName: zoneName,
            zone: nil, shownName: shownName)
    }

    private init(
        number: Int, cells: [Int], constant: String?, reading: Reading, addresses: Field.Addresses?,
        values: Vocabulary?, zoneName: String?, zone: Zone?, shownName: String
    ) {
        self.number = number
        self.cells = cells
        self.constant = constant
        self.reading = reading
        self.addresses = addresses
        self.values = values
        self.zoneName = zoneName
        self.zone = zone
        self.shownName = shownName
        openFormats = reading.openFormats
    }

    /// Whether the file has to decide which of day and month comes first.
    var leavesDayOrderOpen: Bool { openFormats.contains(true) }

    /// The items of `cell`, for a column that holds one value or a list; nil: it is one text, or written as canonical
    /// lists are.
    func items(of cell: Cell, isList: Bool) -> [String]? {
        switch reading {
        case .list(let separator): cell.list(separator: separator)
        // A name alone may have a comma of its own.
        case .relation: cell.linkedNames ?? (isList ? cell.list(separator: UInt8(ascii: ",")) : nil)
        default: nil
        }
    }

    fileprivate func resolved(_ zone: (String) throws -> Zone) rethrows -> PlannedSource {
        guard let zoneName else { return self }
        return with(reading, zone: try zone(zoneName))
    }

    fileprivate func settled(on order: DayOrder) -> PlannedSource {
        guard case .timestamp(let formats, let bound) = reading, leavesDayOrderOpen else { return self }
        let fitting = formats.formats.indices.filter { !openFormats[$0] || formats.formats[$0].dayOrder == order }
        return with(.timestamp(TimestampFormats(fitting.map { formats.formats[$0] }), bound), zone: zone)
    }

    private func with(_ reading: Reading, zone: Zone?) -> PlannedSource {
        PlannedSource(
            number: number, cells: cells, constant: constant, reading: reading, addresses: addresses, values: values,
            zoneName: zoneName, zone: zone, shownName: shownName)
    }
}

extension PlannedSource.Reading {
    fileprivate init(_ reading: Field.Reading?, _ kind: Kind) {
        switch reading {
        case nil: self = .ofColumn
        case .timestamp(let formats, let bound): self = .timestamp(TimestampFormats(formats + [.iso8601]), bound)
        case .epoch(let unit): self = .epoch(unit)
        case .after(let base, let unit):
            // A mapping is checked to name a column of the kind.
            self = kind.index(of: base).map { .after($0, unit) } ?? .ofColumn
        case .number(let decimal, let grouping): self = .number(decimalMark: decimal, groupingMark: grouping)
        case .list(let separator): self = .list(separator: separator)
        case .relation: self = .relation
        case .duration(let unit): self = .duration(unit)
        case .salesforceID: self = .salesforceID
        }
    }

    fileprivate var openFormats: [Bool] {
        guard case .timestamp(let list, _) = self else { return [] }
        return list.formats.map { list.formats.contains(where: $0.swapsDayAndMonth) }
    }
}
