import Records

extension CellReading {
    /// What a record shows by itself.
    enum Verdict {
        /// It is none of the mapping's, and is not counted.
        case leftOut
        /// It breaks a rule, with its column as the file names it.
        case bad(column: String?, rule: Rejection.Rule)
        case good
    }

    /// Judges the reader's current record, and reads it into `values`; at `present` the file showed the world.
    mutating func judge<Reader: RecordReader & ~Copyable>(
        _ record: borrowing Reader, into values: inout RecordValues, present: Instant
    ) -> Verdict {
        if record.repeatsHeader { return .bad(column: nil, rule: .repeatedHeader) }
        guard takes(record) else { return .leftOut }
        if let fault = read(record, into: &values) { return .bad(column: fault.column, rule: fault.rule) }
        return plan.leavesOut(values, present: present) ? .leftOut : .good
    }
}

extension RecordReader where Self: ~Copyable {
    /// Whether all cells of the current record are empty: a row that a spreadsheet left behind.
    var isRowOfEmptyCells: Bool {
        delimiter != nil && header.names.indices.allSatisfy { self[$0].trimmed.isEmpty }
    }

    /// Whether the line of the current fault is nothing but what parts cells.
    var isLineOfDelimiters: Bool {
        rawBytes.allSatisfy { $0 == delimiter || $0 == 0x20 || $0 == 0x09 } && rawBytes.contains { $0 == delimiter }
    }

    /// Whether the current record is the header once more, as where files were appended to one another.
    fileprivate var repeatsHeader: Bool {
        guard hasHeaderLine, let first = header.names.first, self[0].trimmed.bytes.elementsEqual(first.utf8) else {
            return false
        }
        for (index, name) in header.names.enumerated() where !self[index].trimmed.bytes.elementsEqual(name.utf8) {
            return false
        }
        return true
    }
}
