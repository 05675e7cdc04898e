import Digest
import Records

/// Applies the rules of a ``RecordPlan`` to the cells of one record after another.
struct CellReading {
    private(set) var plan: RecordPlan
    /// Zone of times without an offset.
    let zone: Zone
    /// Zone of days.
    let reportingZone: Zone
    /// One spelling for names: by kind of name, the name as exported in lower case → the one to use.
    let spellings: [Column.Spelling: [String: String]]
    /// Tells our own addresses from others.
    let ownDomains: OwnDomains
    /// Tells programs from people.
    let programs: InvitedPrograms
    /// Local times that did not exist or existed twice, counted.
    private(set) var oddTimes = 0
    /// Whether a time was met whose day and month could change places, while the plan has formats for both.
    private(set) var hasMetOpenDayOrder = false
    /// By source of the plan, the format that read the time before.
    private var likelyFormats: [Int]

    init(
        plan: RecordPlan, zone: Zone, reportingZone: Zone, spellings: [Column.Spelling: [String: String]],
        ownDomains: OwnDomains, programs: InvitedPrograms
    ) {
        self.plan = plan
        self.zone = zone
        self.reportingZone = reportingZone
        self.spellings = spellings
        self.ownDomains = ownDomains
        self.programs = programs
        likelyFormats = Array(repeating: 0, count: plan.sourceCount)
    }

    /// Reads times by `order` from now on.
    mutating func settle(on order: DayOrder) {
        plan = plan.settled(on: order)
        hasMetOpenDayOrder = false
        likelyFormats = Array(repeating: 0, count: plan.sourceCount)
    }

    /// Whether the mapping's filters take the reader's current record.
    func takes<Reader: RecordReader & ~Copyable>(_ record: borrowing Reader) -> Bool {
        for filter in plan.filters where !filter.takes(record[filter.cell]) { return false }
        return true
    }

    /// Reads a record that is left out into `values`, in the words of a withdrawal; nil: it says nothing of what is known, or
    /// cannot be read.
    mutating func readWithdrawal<Reader: RecordReader & ~Copyable>(
        _ record: borrowing Reader, into values: inout RecordValues
    ) -> Withdrawal.Scope? {
        guard plan.canWithdraw, read(record, into: &values, isWhole: true) == nil else { return nil }
        let isOutsider = { [ownDomains, programs] (address: String) in
            !ownDomains.holds(address) && !programs.hold(address)
        }
        let isStated = plan.isWithdrawn(values, declined: plan.declined(record), isOutsider: isOutsider)
        if !isStated, plan.lacksNeeded(values) { return nil }
        plan.withdraw(&values)
        return isStated ? .always : .known
    }

    /// Reads the current record into `values`; nil: good, or to be left out, else the first fault in order of the
    /// canonical columns. Where it `isWhole`, a record that lacks a needed value is read to its end.
    mutating func read<Reader: RecordReader & ~Copyable>(
        _ record: borrowing Reader, into values: inout RecordValues, isWhole: Bool = false
    ) -> CellFault? {
        let oddTimesBefore = oddTimes
        // Such a record is read again once the order is known.
        defer { if hasMetOpenDayOrder { oddTimes = oddTimesBefore } }
        for step in plan.steps {
            do {
                values[step.index] = try value(of: step, in: record, beside: values)
            } catch {
                return error
            }
            guard values[step.index].isNull else { continue }
            if step.isNeeded {
                if isWhole { continue }
                return nil
            }
            if step.column.isRequired {
                return CellFault(column: step.shownName, rule: .missingValue)
            }
        }
        return plan.mapping.kind.check(values).map {
            CellFault(column: plan.shownName(of: $0.column), rule: $0.rule)
        }
    }

    private mutating func value<Reader: RecordReader & ~Copyable>(
        of step: PlannedColumn, in record: borrowing Reader, beside values: borrowing RecordValues
    ) throws(CellFault) -> Value {
        for source in step.sources {
            do throws(Rejection.Rule) {
                let value = try value(of: source, for: step.column, in: record, beside: values)
                if let span = step.span, let rule = value.instant.flatMap(span.fault) { throw rule }
                if !value.isNull { return value }
            } catch {
                throw CellFault(column: source.shownName, rule: error)
            }
        }
        guard let fallback = step.fallback, let source = step.sources.first else { return .null }
        do throws(Rejection.Rule) {
            return try value(fallback, step.column, source, beside: values)
        } catch {
            throw CellFault(column: step.shownName, rule: error)
        }
    }

    private mutating func value<Reader: RecordReader & ~Copyable>(
        of source: PlannedSource, for column: Column, in record: borrowing Reader, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        if let text = source.constant { return try value(text, column, source, beside: values) }
        if case .digest = source.reading { return digest(source, in: record) }
        let isList = column.type == .list
        if source.addresses == .other, !isList { return try candidates(source, column, in: record) }
        if isList, source.cells.count > 1 { return try joined(source, column, in: record) }
        for cell in source.cells {
            if let items = record.items(cell) {
                let items = try chosen(items, column, by: source)
                if items.isEmpty { continue }
                if isList { return try list(items, column) }
                return try value(items[0], column, source, beside: values)
            }
            let whole = record[cell]
            let trimmed = whole.trimmed
            if trimmed.isEmpty || plan.nulls.contains(trimmed) { continue }
            if !isList, let items = source.items(of: trimmed, isList: false) {
                guard let item = try chosen(items, column, by: source).first else { continue }
                return try value(item, column, source, beside: values)
            }
            // The words of a list are its items'.
            if !isList, let word = source.values?.meaning(of: trimmed.bytes) {
                if word.isEmpty { continue }
                return try value(word, column, source, beside: values)
            }
            return try value(column.type == .words ? whole : trimmed, column, source, beside: values)
        }
        return .null
    }

    /// The items that say something, in the mapping's words and as they are stored.
    private func chosen(
        _ items: [String], _ column: Column, by source: PlannedSource
    ) throws(Rejection.Rule) -> [String] {
        var chosen: [String] = []
        for item in items {
            let item = NameText.normalized(item)
            if item.isEmpty || plan.mapping.nulls.contains(item) { continue }
            if let word = source.values?.meaning(of: item.utf8) {
                if !word.isEmpty { chosen.append(word) }
                continue
            }
            let stored = try column.content.text(for: item)
            switch source.addresses {
            case .own where !ownDomains.holds(stored): continue
            case .other where ownDomains.holds(stored) || programs.hold(stored): continue
            default: chosen.append(stored)
            }
        }
        return chosen
    }

    private mutating func value(
        _ text: String, _ column: Column, _ source: PlannedSource, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        // Bytes of a String of ours do not outlive the call, so text is copied.
        var outcome: Result<Value, Rejection.Rule> = .success(.null)
        Cell.with(text) { cell in
            do throws(Rejection.Rule) {
                let value = try self.value(cell, column, source, beside: values)
                if case .text = value { outcome = .success(.string(text)) } else { outcome = .success(value) }
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    private mutating func value(
        _ cell: Cell, _ column: Column, _ source: PlannedSource, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        switch source.reading {
        case .ofColumn: return try value(cell, column, source)
        case .timestamp(let formats, nil): return .instant(try instant(cell, formats, source))
        case .timestamp(let formats, let bound?): return try instant(bound, of: TimestampRange(cell), formats, source)
        case .epoch(let unit): return .instant(try instant(microseconds(cell, unit)))
        case .after(let base, let unit):
            guard let start = values[base].instant else { throw .badTimestamp }
            let (end, overflow) = start.microsecondsSinceUnixEpoch.addingReportingOverflow(try microseconds(cell, unit))
            if overflow { throw .badNumber }
            return .instant(try instant(end))
        case .number(let decimal, nil): return try number(cell, decimalMark: decimal)
        case .number(let decimal, let grouping?):
            guard let plain = cell.ungrouped(grouping, decimalMark: decimal) else { throw .badNumber }
            return try plain.withUnsafeBufferPointer { bytes throws(Rejection.Rule) in
                try number(Cell(bytes), decimalMark: decimal)
            }
        case .list, .relation:
            guard column.type == .list else { return try value(cell, column, source) }
            return try list(chosen(items(of: cell, column, source), column, by: source), column)
        case .duration(let unit): return try duration(cell, unit)
        case .salesforceID: return .string(try column.content.text(for: SalesforceID.long(cell.string)))
        case .digest: return try value(cell, column, source)
        }
    }

    /// By the column's own rule.
    private mutating func value(
        _ cell: Cell, _ column: Column, _ source: PlannedSource
    ) throws(Rejection.Rule) -> Value {
        switch column.type {
        case .words: return .text(cell.bytes)
        case .name: return try name(cell, column)
        case .timestamp: return .instant(try instant(cell, Self.canonicalFormats, source))
        case .number: return try number(cell, decimalMark: UInt8(ascii: "."))
        case .minutes: return try duration(cell, .minutes)
        case .boolean:
            guard let boolean = cell.boolean else { throw .badBoolean }
            return .boolean(boolean)
        case .list: return try list(chosen(items(of: cell, column, source), column, by: source), column)
        case .word(let words): return try word(cell, of: words)
        }
    }

    private static let canonicalFormats = TimestampFormats([.iso8601])

    /// An id made of the cells: the first half of their SHA-256; null: all of them are empty.
    private func digest<Reader: RecordReader & ~Copyable>(
        _ source: PlannedSource, in record: borrowing Reader
    ) -> Value {
        var text: [UInt8] = []
        var isEmpty = true
        for index in source.cells {
            let items = record.items(index)
            let cell = record[index].trimmed
            let bytes = items.map { Array($0.joined(separator: "\u{1e}").utf8) } ?? Array(cell.bytes)
            if !bytes.isEmpty, !plan.nulls.contains(cell) {
                isEmpty = false
                text += bytes
            }
            // A unit separator: no text of a cell crosses into the next one.
            text.append(0x1f)
        }
        return isEmpty ? .null : .string(String(SHA256.text(of: text).prefix(32)))
    }

    private func name(_ cell: Cell, _ column: Column) throws(Rejection.Rule) -> Value {
        if cell.bytes.count > Column.longestName { throw .nameTooLong }
        let stored = try column.content.text(for: cell)
        if let stored, stored.utf8.count > Column.longestName { throw .nameTooLong }
        guard let spelling = column.spelling, let names = spellings[spelling], !names.isEmpty,
            let spelled = names[(stored ?? cell.string).lowercased()]
        else {
            return stored.map { .string($0) } ?? .text(cell.bytes)
        }
        return .string(spelled)
    }

    private mutating func instant(
        _ cell: Cell, _ formats: TimestampFormats, _ source: PlannedSource
    ) throws(Rejection.Rule) -> Instant {
        guard let found = formats.parse(cell, likely: likelyFormats[source.number]) else { throw .badTimestamp }
        return instant(found, source)
    }

    /// One of the two times in a range; null: there is only the other one, or it is a day, which tells no end.
    private mutating func instant(
        _ bound: TimestampRange.Bound, of range: TimestampRange, _ formats: TimestampFormats, _ source: PlannedSource
    ) throws(Rejection.Rule) -> Value {
        if !range.has(bound) { return .null }
        guard let found = range.parse(bound, formats, likely: likelyFormats[source.number]) else {
            throw .badTimestamp
        }
        if bound == .end, case .date = found.stamp { return .null }
        return .instant(instant(found, source))
    }

    private mutating func instant(_ found: (stamp: Stamp, place: Int), _ source: PlannedSource) -> Instant {
        let (stamp, place) = found
        likelyFormats[source.number] = place
        if source.leavesDayOrderOpen, source.openFormats[place] { hasMetOpenDayOrder = true }
        let (instant, occurrence) = stamp.instant(in: source.zone ?? zone, dates: reportingZone)
        if occurrence != .once { oddTimes += 1 }
        return instant
    }

    /// The instant, within the years that a time stamp can be written in: 1 to 9999.
    private func instant(_ microsecondsSinceUnixEpoch: Int64) throws(Rejection.Rule) -> Instant {
        guard -62_135_596_800_000_000..<253_402_300_800_000_000 ~= microsecondsSinceUnixEpoch else { throw .badNumber }
        return Instant(microsecondsSinceUnixEpoch: microsecondsSinceUnixEpoch)
    }

    private func number(_ cell: Cell, decimalMark: UInt8) throws(Rejection.Rule) -> Value {
        guard cell.bytes.count <= Column.longestNumber, let number = cell.numberText(decimalMark: decimalMark),
            !number.contains(where: { "eE".contains($0) })
        else {
            throw .badNumber
        }
        if number.hasPrefix("-"), number.contains(where: { "123456789".contains($0) }) { throw .negativeNumber }
        return .number(number)
    }

    private func microseconds(_ cell: Cell, _ unit: DurationUnit) throws(Rejection.Rule) -> Int64 {
        guard let length = cell.duration(in: unit) else { throw .badNumber }
        return length
    }

    private func duration(_ cell: Cell, _ unit: DurationUnit) throws(Rejection.Rule) -> Value {
        let length = try microseconds(cell, unit)
        if length < 0 { throw .negativeNumber }
        if length > Column.longestDuration { throw .durationTooLong }
        return .duration(microseconds: length)
    }

    private func word(_ cell: Cell, of words: [String]) throws(Rejection.Rule) -> Value {
        if cell.bytes.count > Column.longestName { throw .nameTooLong }
        let word = cell.string.lowercased()
        if !words.isEmpty, !words.contains(word) { throw .unknownWord }
        return .string(word)
    }

    /// The names in a cell that holds a list.
    private func items(of cell: Cell, _ column: Column, _ source: PlannedSource) -> [String] {
        switch source.reading {
        case .list(let separator): column.content.items(of: cell, separator: separator)
        case .relation: source.items(of: cell, isList: true) ?? cell.list()
        default: column.content.items(of: cell, separator: UInt8(ascii: ";"))
        }
    }

    private func joined<Reader: RecordReader & ~Copyable>(
        _ source: PlannedSource, _ column: Column, in record: borrowing Reader
    ) throws(Rejection.Rule) -> Value {
        var seen: Set<String> = []
        let items = try chosen(items(source, column, in: record), column, by: source)
        return try list(items.filter { seen.insert($0).inserted }, column)
    }

    /// The items of all cells of the source, one after another.
    private func items<Reader: RecordReader & ~Copyable>(
        _ source: PlannedSource, _ column: Column, in record: borrowing Reader
    ) -> [String] {
        var items: [String] = []
        for index in source.cells {
            if let found = record.items(index) {
                items += found
                continue
            }
            let cell = record[index].trimmed
            if cell.isEmpty || plan.nulls.contains(cell) { continue }
            items += self.items(of: cell, column, source)
        }
        return items
    }

    /// One reference made of several addresses, the first of which that means a customer decides; nobody knows yet which
    /// that is. Those that no longer fit are left out.
    private func candidates<Reader: RecordReader & ~Copyable>(
        _ source: PlannedSource, _ column: Column, in record: borrowing Reader
    ) throws(Rejection.Rule) -> Value {
        var reference = ""
        var seen: Set<String> = []
        for address in try chosen(items(source, column, in: record), column, by: source)
        where seen.insert(address.lowercased()).inserted {
            if address.utf8.count > Column.longestName { throw .nameTooLong }
            if reference.utf8.count + 1 + address.utf8.count > Column.longestReference { break }
            reference += reference.isEmpty ? address : ";" + address
        }
        return reference.isEmpty ? .null : .string(reference)
    }

    private func list(_ items: [String], _ column: Column) throws(Rejection.Rule) -> Value {
        if items.isEmpty { return .null }
        if items.count > Column.longestList { throw .listTooLong }
        if items.contains(where: { $0.utf8.count > Column.longestName }) { throw .nameTooLong }
        guard let spelling = column.spelling, let names = spellings[spelling], !names.isEmpty else {
            return .list(items)
        }
        return .list(items.map { names[$0.lowercased()] ?? $0 })
    }
}
