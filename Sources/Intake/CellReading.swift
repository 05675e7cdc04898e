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
    /// Local times that did not exist or existed twice, counted.
    private(set) var oddTimes = 0

    init(
        plan: RecordPlan, zone: Zone, reportingZone: Zone, spellings: [Column.Spelling: [String: String]]
    ) {
        self.plan = plan
        self.zone = zone
        self.reportingZone = reportingZone
        self.spellings = spellings
    }

    /// Whether the mapping's filter takes the reader's current record.
    func takes(_ record: borrowing CSVReader) -> Bool {
        for filter in plan.filters where !filter.words.contains(record[filter.cell].trimmed.string) { return false }
        return true
    }

    /// Reads the current record into `values`; nil: good, else the first fault in order of the canonical columns.
    mutating func read(_ record: borrowing CSVReader, into values: inout RecordValues) -> CellFault? {
        for step in plan.steps {
            do {
                values[step.index] = try value(of: step, in: record, beside: values)
            } catch {
                return CellFault(column: step.shownName, rule: error)
            }
            if step.field.column.isRequired, values[step.index].isNull {
                return CellFault(column: step.shownName, rule: .missingValue)
            }
        }
        return plan.mapping.kind.check(values).map {
            CellFault(column: plan.shownName(of: $0.column), rule: $0.rule)
        }
    }

    private mutating func value(
        of step: RecordPlan.Step, in record: borrowing CSVReader, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        if case .constant(let text) = step.field.origin { return try value(text, step.field, beside: values) }
        if step.field.column.type == .list, step.cells.count > 1 { return try joined(step, in: record) }
        for cell in step.cells {
            let whole = record[cell]
            let trimmed = whole.trimmed
            if trimmed.isEmpty || plan.isNull(trimmed) { continue }
            if !step.words.isEmpty, let word = step.words[Array(trimmed.bytes)] {
                if word.isEmpty { continue }
                return try value(word, step.field, beside: values)
            }
            let cell = step.field.column.type == .words ? whole : trimmed
            return try value(cell, step.field, beside: values)
        }
        if let fallback = step.field.fallback { return try value(fallback, step.field, beside: values) }
        return .null
    }

    private mutating func value(
        _ text: String, _ field: Field, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        // Bytes of a String of ours do not outlive the call, so text is copied.
        var outcome: Result<Value, Rejection.Rule> = .success(.null)
        Cell.with(text) { cell in
            do throws(Rejection.Rule) {
                let value = try self.value(cell, field, beside: values)
                if case .text = value { outcome = .success(.string(text)) } else { outcome = .success(value) }
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    private mutating func value(
        _ cell: Cell, _ field: Field, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        if let reading = field.reading { return try value(cell, read: reading, field, beside: values) }
        switch field.column.type {
        case .words: return .text(cell.bytes)
        case .name: return try name(cell, field.column)
        case .timestamp: return .instant(try instant(cell, [.iso8601]))
        case .number: return try number(cell, decimalMark: UInt8(ascii: "."))
        case .minutes: return try duration(cell, .minutes)
        case .boolean:
            guard let boolean = cell.boolean else { throw .badBoolean }
            return .boolean(boolean)
        case .list: return try list(cell.list(), field.column)
        case .word(let words): return try word(cell, of: words)
        }
    }

    private mutating func value(
        _ cell: Cell, read reading: Field.Reading, _ field: Field, beside values: borrowing RecordValues
    ) throws(Rejection.Rule) -> Value {
        switch reading {
        case .timestamp(let formats): return .instant(try instant(cell, formats + [.iso8601]))
        case .epoch(let unit): return .instant(try instant(microseconds(cell, unit)))
        case .after(let base, let unit):
            guard let start = values[base].instant else { throw .badTimestamp }
            let (end, overflow) = start.microsecondsSinceUnixEpoch.addingReportingOverflow(try microseconds(cell, unit))
            if overflow { throw .badNumber }
            return .instant(try instant(end))
        case .number(let mark): return try number(cell, decimalMark: mark)
        case .list(let separator): return try list(cell.list(separator: separator), field.column)
        case .duration(let unit): return try duration(cell, unit)
        }
    }

    private func name(_ cell: Cell, _ column: Column) throws(Rejection.Rule) -> Value {
        if cell.bytes.count > Column.longestName { throw .nameTooLong }
        guard let spelling = column.spelling, let spelled = spellings[spelling]?[cell.string.lowercased()] else {
            return .text(cell.bytes)
        }
        return .string(spelled)
    }

    private mutating func instant(_ cell: Cell, _ formats: [TimestampFormat]) throws(Rejection.Rule) -> Instant {
        for format in formats {
            guard let stamp = format.parse(cell) else { continue }
            let (instant, occurrence) = stamp.instant(in: zone, dates: reportingZone)
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

    private func joined(
        _ step: RecordPlan.Step, in record: borrowing CSVReader
    ) throws(Rejection.Rule) -> Value {
        var items: [String] = []
        for index in step.cells {
            let cell = record[index].trimmed
            if !cell.isEmpty, !plan.isNull(cell) { items += cell.list() }
        }
        return try list(items, step.field.column)
    }

    private func list(_ items: [String], _ column: Column) throws(Rejection.Rule) -> Value {
        if items.contains(where: { $0.utf8.count > Column.longestName }) { throw .nameTooLong }
        guard let spelling = column.spelling, let names = spellings[spelling], !names.isEmpty else {
            return items.isEmpty ? .null : .list(items)
        }
        return items.isEmpty ? .null : .list(items.map { names[$0.lowercased()] ?? $0 })
    }
}
