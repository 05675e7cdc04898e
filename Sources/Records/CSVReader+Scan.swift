/// How far the current record has been read; positions count from its first byte.
struct RecordProgress {
    enum State {
        case cellStart
        case plain
        case quoted
        /// Behind a quote inside a quoted cell, which either closes it or begins `""`.
        case quoteSeen
    }

    var state = State.cellStart
    var position = 0
    var cellStart = 0
    var cellCount = 0
    /// The current cell holds `""`.
    var isEscaped = false
    /// Any cell holds `""`.
    var hasEscapes = false
    var innerLines = 0
    /// ``innerLines`` when the last quote opened.
    var quoteLine = 0
    var firstNUL: Int?
    var seen: UInt64 = 0
}

/// Where a cell lies: in the record, or, unescaped, in the scratch memory.
struct CellExtent {
    enum Form: UInt8 {
        case plain
        case quoted
        /// Quoted, with `""` in it.
        case escaped
        /// Quoted, with each `""` made one quote, in the scratch memory.
        case unescaped
    }

    var start: Int
    var count: Int
    var form: Form
}

extension CSVReader {
    /// What a piece of scanning came to.
    enum Step {
        case complete
        case broken(Fault.Rule, column: Int)
        case needsMore
    }

    /// Reads on to the end of the record or of what is in memory.
    mutating func scan() -> Step {
        while true {
            let step =
                switch progress.state {
                case .cellStart: openCell()
                case .plain: scanPlain()
                case .quoted: scanQuoted()
                case .quoteSeen: judgeQuote()
                }
            if let step { return step }
        }
    }

    /// The source has ended: closes the last cell; false when a quote is still open.
    mutating func closeAtEnd() -> Bool {
        switch progress.state {
        case .cellStart:
            progress.cellStart = progress.position
            closeCell(at: progress.position, .plain)
        case .plain: closeCell(at: progress.position, .plain)
        case .quoteSeen: closeCell(at: progress.position - 1, progress.isEscaped ? .escaped : .quoted)
        case .quoted: return false
        }
        return true
    }

    @inline(__always)
    private mutating func openCell() -> Step? {
        let position = progress.position
        if position == window.count { return .needsMore }
        let isQuoted = window.bytes[position] == Self.quote
        progress.position = isQuoted ? position + 1 : position
        progress.cellStart = progress.position
        progress.isEscaped = false
        progress.quoteLine = progress.innerLines
        progress.state = isQuoted ? .quoted : .plain
        return nil
    }

    @inline(__always)
    private mutating func scanPlain() -> Step? {
        let bytes = window.bytes
        var position = progress.position
        while true {
            position = plainSearch.first(in: bytes, from: position, seen: &progress.seen)
            let byte = bytes[position]
            if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn {
                progress.position = position
                closeCell(at: position, .plain)
                return stepBehindCell(byte)
            }
            if byte == 0, noteNUL(at: position) { return .needsMore }
            position += 1
        }
    }

    @inline(__always)
    private mutating func scanQuoted() -> Step? {
        let bytes = window.bytes
        var position = progress.position
        while true {
            position = quotedSearch.first(in: bytes, from: position, seen: &progress.seen)
            let byte = bytes[position]
            if byte == Self.quote { break }
            if byte == 0, noteNUL(at: position) { return .needsMore }
            if byte == Self.carriageReturn || (byte == Self.lineFeed && bytes[position - 1] != Self.carriageReturn) {
                progress.innerLines += 1
            }
            position += 1
        }
        progress.position = position + 1
        progress.state = .quoteSeen
        return nil
    }

    @inline(__always)
    private mutating func judgeQuote() -> Step? {
        let position = progress.position
        if position == window.count { return .needsMore }
        let byte = window.bytes[position]
        if byte == Self.quote {
            progress.isEscaped = true
            progress.hasEscapes = true
            progress.position = position + 1
            progress.state = .quoted
            return nil
        }
        guard byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn else {
            return .broken(.textAfterClosingQuote, column: progress.cellCount)
        }
        closeCell(at: position - 1, progress.isEscaped ? .escaped : .quoted)
        return stepBehindCell(byte)
    }

    @inline(__always)
    private mutating func stepBehindCell(_ byte: UInt8) -> Step? {
        guard byte == separator else { return .complete }
        // More cells than there may be, over several lines: the quote is misplaced, and what it swallows need
        // not be read to its end.
        if progress.innerLines > 0, progress.cellCount > expectedCells ?? Self.cellLimit { return .complete }
        progress.position += 1
        progress.state = .cellStart
        return nil
    }

    @inline(__always)
    private mutating func closeCell(at end: Int, _ form: CellExtent.Form) {
        progress.cellCount += 1
        // Cells nobody expects are only counted, or a line of delimiters would take memory at will.
        if progress.cellCount > expectedCells ?? Self.cellLimit { return }
        cells.append(CellExtent(start: progress.cellStart, count: end - progress.cellStart, form: form))
    }

    /// Whether the NUL at `position` is the end of what is in memory and not a byte of the file.
    private mutating func noteNUL(at position: Int) -> Bool {
        if position == window.count {
            progress.position = position
            return true
        }
        if progress.firstNUL == nil { progress.firstNUL = position }
        return false
    }
}
