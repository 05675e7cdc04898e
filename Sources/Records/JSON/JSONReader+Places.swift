extension JSONReader {
    /// A record, or what keeps the file from being read; nil: on to the next step.
    mutating func stepAtTop() throws(RecordsError) -> RecordOutcome? {
        switch window.bytes[0] {
        case UInt8(ascii: "[") where layout != .oneALine:
            openArray()
            return nil
        case UInt8(ascii: "{"):
            try decideShape()
            guard wrapping != nil else { return try readRecord() }
            return try openPage()
        case 0xef where try dropByteOrderMark(): return nil
        default: return try readRecord()
        }
    }

    mutating func stepInArray() throws(RecordsError) -> RecordOutcome? {
        switch window.bytes[0] {
        case UInt8(ascii: "]"):
            let isCommaBefore = turn == .next
            place = depth > 0 ? .wrapping : .top
            turn = .separator
            if isCommaBefore { return strayByte() }
            dropByte()
            return nil
        case UInt8(ascii: ","):
            let isStray = turn != .separator
            turn = .next
            if isStray { return strayByte() }
            dropByte()
            return nil
        default:
            let isSeparated = turn != .separator
            turn = .separator
            pages.countRecord()
            return try readRecord(isSeparated: isSeparated)
        }
    }

    mutating func stepInWrapping() throws(RecordsError) -> RecordOutcome? {
        switch window.bytes[0] {
        case UInt8(ascii: "}") where turn != .next: return closeWrapping()
        case UInt8(ascii: ",") where turn == .separator:
            dropByte()
            turn = .next
            return nil
        case JSONTextSearch.quote where turn != .separator:
            turn = .separator
            return try passMember()
        default: return unreadable()
        }
    }

    private mutating func openArray() {
        containerLine = line
        dropByte()
        place = .array
        turn = .first
        hasMetArray = true
    }

    /// One comma or bracket too many, a fault by itself.
    private mutating func strayByte() -> RecordOutcome {
        rawCount = 1
        consumed = 1
        indentation = nil
        return .fault(Fault(line: line, rule: .malformedJSON(byteOffset: 0)))
    }

    private mutating func dropByte() {
        window.drop(1)
        indentation = nil
    }

    mutating func unreadable(_ rule: Fault.Rule = .malformedJSON(byteOffset: 0)) -> RecordOutcome {
        isAtEnd = true
        return .unreadable(Fault(line: line, rule: rule))
    }

    private mutating func dropByteOrderMark() throws(RecordsError) -> Bool {
        while window.count < 3 {
            guard try window.readMore() else { return false }
        }
        guard window.bytes[1] == 0xbb, window.bytes[2] == 0xbf else { return false }
        window.drop(3)
        return true
    }

    /// Skips blanks and counts lines; there is a byte in memory behind them, unless the source has ended.
    mutating func skipBlanks() throws(RecordsError) {
        while true {
            if window.count == 0 {
                guard try window.readMore() else { return }
            }
            let byte = window.bytes[0]
            switch byte {
            case 0x0a, 0x0d:
                if byte == 0x0d || !isBehindCarriageReturn { line += 1 }
                indentation = 0
            case 0x20, 0x09: indentation = indentation.map { $0 + 1 }
            default:
                isBehindCarriageReturn = false
                return
            }
            isBehindCarriageReturn = byte == 0x0d
            window.drop(1)
        }
    }
}

extension JSONReader {
    /// Looks at the first object of the file, as far as a record may be long.
    private mutating func decideShape() throws(RecordsError) {
        guard !isShapeKnown else { return }
        try readAhead(recordLimit)
        // No more than the limit, though more be in memory: how a file is read must not depend on its blocks.
        let count = min(window.count, recordLimit)
        wrapping = JSONGuess(bytes: window.bytes, count: count, asked: tree.names).wrapping(at: 0)
        isShapeKnown = true
    }

    /// Reads the object at the front into memory; gives false when it is longer than `limit`.
    @discardableResult
    private mutating func readAhead(_ limit: Int) throws(RecordsError) -> Bool {
        var ahead = JSONScanner()
        while ahead.scan(window.bytes, count: window.count) == .needsMore {
            if window.count > limit { return false }
            guard try window.readMore() else { return true }
        }
        return true
    }

    private mutating func openPage() throws(RecordsError) -> RecordOutcome? {
        if !sides.isEmpty {
            guard try readAhead(JSONSideLoad.pageLimit) else {
                return unreadable(.recordTooLong(limit: JSONSideLoad.pageLimit))
            }
            for index in sides.indices { sides[index].take(window.bytes, count: window.count) }
        }
        hasMetArray = false
        pages.open()
        openWrapping()
        return nil
    }

    private mutating func openWrapping() {
        containerLine = line
        dropByte()
        depth += 1
        place = .wrapping
        turn = .first
    }

    private mutating func closeWrapping() -> RecordOutcome? {
        depth -= 1
        turn = .separator
        if depth > 0 {
            dropByte()
            return nil
        }
        place = .top
        if hasMetArray {
            dropByte()
            return nil
        }
        consumed = 1
        rawBytesAreCut = true
        return .fault(Fault(line: containerLine, rule: .missingArray))
    }

    /// Passes the member of a wrapping object whose name begins at the front, or opens the array of records.
    private mutating func passMember() throws(RecordsError) -> RecordOutcome? {
        var nameScanner = JSONScanner()
        while true {
            switch nameScanner.scan(window.bytes, count: window.count) {
            case .complete:
                let inside = UnsafeBufferPointer(start: window.bytes + 1, count: nameScanner.position - 2)
                let name = JSONText.string(inside)
                window.drop(nameScanner.position)
                return try passValue(of: name)
            case .broken: return unreadable()
            case .needsMore:
                if window.count > recordLimit { return unreadable() }
                guard try window.readMore() else { return truncated() }
            }
        }
    }

    private mutating func passValue(of name: String) throws(RecordsError) -> RecordOutcome? {
        let isWanted = wrapping?[depth - 1] == name
        try skipBlanks()
        guard window.count > 0 else { return truncated() }
        guard window.bytes[0] == UInt8(ascii: ":") else { return unreadable() }
        dropByte()
        try skipBlanks()
        guard window.count > 0 else { return truncated() }
        let byte = window.bytes[0]
        let isLast = depth == wrapping?.count
        switch byte {
        case UInt8(ascii: "[") where isWanted && isLast: openArray()
        case UInt8(ascii: "{") where isWanted && !isLast: openWrapping()
        default:
            // A null says that there are none.
            if isWanted, isLast, byte == UInt8(ascii: "n") { hasMetArray = true }
            if JSONPages.looks(at: name) { try lookAtValue(of: name) }
            scanner = JSONScanner()
            return try passRest()
        }
        return nil
    }

    /// Takes note of what the value at the front, if it is short, says of other pages.
    private mutating func lookAtValue(of name: String) throws(RecordsError) {
        var ahead = JSONScanner()
        while true {
            switch ahead.scan(window.bytes, count: window.count) {
            case .complete: return pages.note(name, window.bytes, count: ahead.position)
            case .broken: return
            case .needsMore:
                guard window.count < JSONPages.valueLimit, try window.readMore() else { return }
            }
        }
    }

    /// Passes what is left of the scanner's value without keeping it; nil when that is done.
    mutating func passRest() throws(RecordsError) -> RecordOutcome? {
        while true {
            let step = scanner.scan(window.bytes, count: window.count)
            line += scanner.lines
            if step == .broken { return unreadable() }
            window.drop(scanner.position)
            scanner.pass()
            indentation = nil
            if step == .complete { return nil }
            guard try window.readMore() else { return truncated() }
        }
    }

    private mutating func truncated() -> RecordOutcome {
        isAtEnd = true
        return .truncated(openedAtLine: containerLine)
    }
}
