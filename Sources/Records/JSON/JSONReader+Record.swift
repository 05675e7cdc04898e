extension JSONReader {
    /// Leaves the current record behind; an outcome where that cannot be done.
    mutating func leaveRecord() throws(RecordsError) -> RecordOutcome? {
        joined.clear(capacity: 0)
        rawCount = 0
        rawBytesAreCut = false
        if isUnfinished {
            isUnfinished = false
            containerLine = place == .top ? line : containerLine
            return try passRest()
        }
        window.drop(consumed)
        line += linesConsumed
        consumed = 0
        linesConsumed = 0
        return nil
    }

    /// Reads the value at the front as a record.
    mutating func readRecord(isSeparated: Bool = true) throws(RecordsError) -> RecordOutcome {
        scanner = JSONScanner()
        if !isSeparated { scanner.noteMalformedStart() }
        while true {
            switch scanner.scan(window.bytes, count: window.count) {
            case .complete: return try finish()
            case .broken: return try recover()
            case .needsMore: break
            }
            if window.count > recordLimit { return tooLong() }
            if try window.readMore() { continue }
            if scanner.closeAtEnd(window.bytes) { return try finish() }
            if layout == .oneALine, place == .top, scanner.lines > 0 { return try recover() }
            isAtEnd = true
            return .truncated(openedAtLine: line)
        }
    }

    /// Judges a record that was read to its end.
    private mutating func finish() throws(RecordsError) -> RecordOutcome {
        if scanner.position > recordLimit { return tooLong(isComplete: true) }
        let isObject = window.bytes[0] == UInt8(ascii: "{")
        // A word that means nothing is no value but a line of something else.
        if !isObject, place == .top, scanner.fault != nil || layout == .oneALine { return try recover(.notAnObject) }
        if place == .top { noteLayout() }
        rawCount = scanner.position
        consumed = scanner.position
        linesConsumed = scanner.lines
        indentation = nil
        if let rule = scanner.fault ?? faultOfBytes() { return .fault(Fault(line: line, rule: rule)) }
        guard isObject else { return .fault(Fault(line: line, rule: .notAnObject)) }
        readCells()
        return tree.hasRepeatedName ? .fault(Fault(line: line, rule: .repeatedName)) : .record
    }

    private mutating func noteLayout() {
        if scanner.lines > 0 {
            layout = .free
        } else if layout == .unknown, indentation != nil {
            layout = .oneALine
        }
    }

    private func faultOfBytes() -> Fault.Rule? {
        ByteSearch.hasHigh(scanner.seen) ? source.faultOfText(rawBytes) : nil
    }

    private mutating func tooLong(isComplete: Bool = false) -> RecordOutcome {
        rawCount = recordLimit
        rawBytesAreCut = true
        isUnfinished = !isComplete
        consumed = scanner.position
        linesConsumed = scanner.lines
        indentation = nil
        return .fault(Fault(line: line, rule: .recordTooLong(limit: recordLimit)))
    }

    /// The record breaks off: looks for the line on which reading can resume.
    private mutating func recover(_ reason: Fault.Rule? = nil) throws(RecordsError) -> RecordOutcome {
        if scanner.position > recordLimit { return tooLong() }
        let rule = scanner.fault ?? reason ?? .malformedJSON(byteOffset: scanner.position)
        let isWholeLine = place == .top && layout == .oneALine
        guard let indentation = isWholeLine ? 0 : indentation ?? (place == .top ? 0 : nil) else {
            return unreadable(rule)
        }
        var lines = JSONLines()
        while let start = try lines.next(&window, limit: recordLimit) {
            switch isWholeLine ? .resume : lines.judge(window.bytes, indentation, isInArray: place == .array) {
            case .goOn: continue
            case .stop: return unreadable(rule)
            case .resume: return resume(at: start, lines.passed, rule)
            }
        }
        guard lines.isAtEnd, place == .top else { return unreadable(rule) }
        return resume(at: window.count, lines.passed, rule)
    }

    private mutating func resume(at start: Int, _ lines: Int, _ rule: Fault.Rule) -> RecordOutcome {
        var end = start
        while end > 0, [0x20, 0x09, 0x0a, 0x0d].contains(window.bytes[end - 1]) { end -= 1 }
        rawCount = end
        consumed = start
        linesConsumed = lines
        indentation = 0
        if place == .array, start < window.count {
            let next = window.bytes[window.bytes.skippingBlanks(from: start)]
            turn = next == UInt8(ascii: "{") ? .next : .separator
        }
        return .fault(Fault(line: line, rule: rule))
    }
}
