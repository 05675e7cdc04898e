extension CSVReader {
    /// The first CR or LF from `start` on; nil when there is none in memory.
    func lineEnd(from start: Int) -> Int? {
        var seen: UInt64 = 0
        var position = start
        let search = ByteSearch(for: Self.lineFeed)
        while position < window.count {
            position = search.first(in: window.bytes, from: position, seen: &seen)
            guard position < window.count else { return nil }
            let byte = window.bytes[position]
            if byte == Self.lineFeed || byte == Self.carriageReturn { return position }
            position += 1
        }
        return nil
    }

    /// A NUL or bytes that are not UTF-8 in the current record.
    func faultOfBytes() -> Fault? {
        if let position = progress.firstNUL {
            return Fault(line: line, column: column(of: position), rule: .nulByte(byteOffset: position))
        }
        guard ByteSearch.hasHigh(progress.seen) else { return nil }
        guard let rule = source.faultOfText(rawBytes) else { return nil }
        return Fault(line: line, column: column(of: rule.byteOffset ?? 0), rule: rule)
    }

    /// Copies the cells with `""` in them to the scratch memory, each pair made one quote.
    mutating func unescape() {
        unescaped.clear(capacity: rawBytes.count)
        for index in cells.indices where cells[index].form == .escaped {
            let cell = cells[index]
            let start = unescaped.count
            unescaped.append(unescaping: UnsafeBufferPointer(start: window.bytes + cell.start, count: cell.count))
            cells[index] = CellExtent(start: start, count: unescaped.count - start, form: .unescaped)
        }
    }

    private func column(of position: Int) -> Int? {
        cells.lastIndex { $0.start <= position }
    }
}
