import Records

/// Applies the rules of a ``RecordPlan`` to the cells of one record after another.
struct CellReading {
    let plan: RecordPlan
    /// Zone of times without an offset.
    let zone: Zone
    /// Zone of days.
    let reportingZone: Zone
    /// One spelling for names: by kind of name, the name as exported in lower case → the one to use.
    let spellings: [Column.Spelling: [String: String]]
    /// Tells our own addresses from others.
    let ownDomains: OwnDomains
    /// Local times that did not exist or existed twice, counted.
    private(set) var oddTimes = 0

    init(
        plan: RecordPlan, zone: Zone, reportingZone: Zone, spellings: [Column.Spelling: [String: String]],
        ownDomains: OwnDomains
    ) {
        self.plan = plan
        self.zone = zone
        self.reportingZone = reportingZone
        self.spellings = spellings
        self.ownDomains = ownDomains
    }

    /// Whether the mapping's filter takes the reader's current record.
    func takes<Reader: RecordReader & ~Copyable>(_ record: borrowing Reader) -> Bool {
        for filter in plan.filters where !filter.words.contains(record[filter.cell].trimmed.string) { return false }
        return true
    }

    /// Reads the current record into `values`; nil: good, or to be left out, else the first fault in order of the
    /// canonical columns.
    mutating func read<Reader: RecordReader & ~Copyable>(
        _ record: borrowing Reader, into values: inout RecordValues
    ) -> CellFault? {
        for step in plan.steps {
            do {
                values[step.index] = try value(of: step, in: record, beside: values)
            } catch {
                return CellFault(column: step.shownName, rule: error)
            }
            guard values[step.index].isNull else { continue }
            if plan.needs(step) { return nil }
            if step.field.column.isRequired {
                return CellFault(column: step.shownName, rule: .missingValue)
            }
        }
        return plan.mapping.kind.check(values).map {
            CellFault(column: plan.shownName(of: $0.column), rule: $0.rule)
        }
    }

    private mutating func value<Reader: RecordReader & ~Copyable>(
        of step: RecordPlan.Step, in record: borrowing Reader, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        if case .constant(let text) = step.field.origin { return try value(text, step, beside: values) }
        if step.field.column.type == .list, step.cells.count > 1 { return try joined(step, in: record) }
        for cell in step.cells {
            if let items = record.items(cell) {
                let items = chosen(items, by: step)
                if items.isEmpty { continue }
                if step.field.column.type == .list { return try list(items, step) }
                return try value(items[0], step, beside: values)
            }
            let whole = record[cell]
            let trimmed = whole.trimmed
            if trimmed.isEmpty || plan.isNull(trimmed) { continue }
            // The words of a list are its items'.
            if step.field.column.type != .list, let word = step.field.values.meaning(of: trimmed.bytes) {
                if word.isEmpty { continue }
                return try value(word, step, beside: values)
            }
            let cell = step.field.column.type == .words ? whole : trimmed
            return try value(cell, step, beside: values)
        }
        if let fallback = step.field.fallback { return try value(fallback, step, beside: values) }
        return .null
    }

    /// The items that say something, in the mapping's words.
    private func chosen(_ items: [String], by step: RecordPlan.Step) -> [String] {
        items.compactMap { item in
            let item = item.trimmingBlanks
            if item.isEmpty || plan.mapping.nulls.contains(item) { return nil }
            if let word = step.field.values.meaning(of: item.utf8) { return word.isEmpty ? nil : word }
            switch step.field.addresses {
            case .own where !ownDomains.holds(item), .other where ownDomains.holds(item): return nil
            default: return item
            }
        }
    }

    private mutating func value(
        _ text: String, _ step: RecordPlan.Step, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        // Bytes of a String of ours do not outlive the call, so text is copied.
        var outcome: Result<Value, Rejection.Rule> = .success(.null)
        Cell.with(text) { cell in
            do throws(Rejection.Rule) {
                let value = try self.value(cell, step, beside: values)
                if case .text = value { outcome = .success(.string(text)) } else { outcome = .success(value) }
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    private mutating func value(
        _ cell: Cell, _ step: RecordPlan.Step, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        let column = step.field.column
        if let reading = step.field.reading { return try value(cell, read: reading, step, beside: values) }
        switch column.type {
        case .words: return .text(cell.bytes)
        case .name: return try name(cell, column)
        case .timestamp: return .instant(try instant(cell, [.iso8601], step))
        case .number: return try number(cell, decimalMark: UInt8(ascii: "."))
        case .minutes: return try duration(cell, .minutes)
        case .boolean:
            guard let boolean = cell.boolean else { throw .badBoolean }
            return .boolean(boolean)
        case .list: return try list(chosen(cell.list(), by: step), step)
        case .word(let words): return try word(cell, of: words)
        }
    }

    private mutating func value(
        _ cell: Cell, read reading: Field.Reading, _ step: RecordPlan.Step, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        switch reading {
        case .timestamp(let formats): return .instant(try instant(cell, formats + [.iso8601], step))
        case .epoch(let unit): return .instant(try instant(microseconds(cell, unit)))
        case .after(let base, let unit):
            guard let start = values[base].instant else { throw .badTimestamp }
            let (end, overflow) = start.microsecondsSinceUnixEpoch.addingReportingOverflow(try microseconds(cell, unit))
            if overflow { throw .badNumber }
            return .instant(try instant(end))
        case .number(let mark): return try number(cell, decimalMark: mark)
        case .list(let separator): return try list(chosen(cell.list(separator: separator), by: step), step)
        case .duration(let unit): return try duration(cell, unit)
        case .salesforceID: return .string(SalesforceID.long(cell.string))
        }
    }

    private func name(_ cell: Cell, _ column: Column) throws(Rejection.Rule) -> Value {
        if cell.bytes.count > Column.longestName { throw .nameTooLong }
        guard let spelling = column.spelling, let spelled = spellings[spelling]?[cell.string.lowercased()] else {
            return .text(cell.bytes)
        }
        return .string(spelled)
    }

    private mutating func instant(
        _ cell: Cell, _ formats: [TimestampFormat], _ step: RecordPlan.Step
    ) throws(Rejection.Rule) -> Instant {
        for format in formats {
            guard let stamp = format.parse(cell) else { continue }
            let (instant, occurrence) = stamp.instant(in: step.zone ?? zone, dates: reportingZone)
            if occurrence != .once { oddTimes += 1 }
            return instant
        }
        throw .badTimestamp
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
        return .number(number)
    }

    private func microseconds(_ cell: Cell, _ unit: DurationUnit) throws(Rejection.Rule) -> Int64 {
        guard let length = cell.duration(in: unit) else { throw .badNumber }
        return length
    }

    private func duration(_ cell: Cell, _ unit: DurationUnit) throws(Rejection.Rule) -> Value {
        let length = try microseconds(cell, unit)
        if length < 0 { throw .badNumber }
        return .duration(microseconds: length)
    }

    private func word(_ cell: Cell, of words: [String]) throws(Rejection.Rule) -> Value {
        if cell.bytes.count > Column.longestName { throw .nameTooLong }
        let word = cell.string.lowercased()
        if !words.isEmpty, !words.contains(word) { throw .unknownWord }
        return .string(word)
    }

    private func joined<Reader: RecordReader & ~Copyable>(
        _ step: RecordPlan.Step, in record: borrowing Reader
    ) throws(Rejection.Rule) -> Value {
        var items: [String] = []
        for index in step.cells {
            if let found = record.items(index) {
                items += found
                continue
            }
            let cell = record[index].trimmed
            if cell.isEmpty || plan.isNull(cell) { continue }
            if case .list(let separator) = step.field.reading {
                items += cell.list(separator: separator)
            } else {
                items += cell.list()
            }
        }
        var seen: Set<String> = []
        return try list(chosen(items, by: step).filter { seen.insert($0).inserted }, step)
    }

    private func list(_ items: [String], _ step: RecordPlan.Step) throws(Rejection.Rule) -> Value {
        if items.isEmpty { return .null }
        if items.contains(where: { $0.utf8.count > Column.longestName }) { throw .nameTooLong }
        guard let spelling = step.field.column.spelling, let names = spellings[spelling], !names.isEmpty else {
            return .list(items)
        }
        return .list(items.map { names[$0.lowercased()] ?? $0 })
    }
}
