/// Cuts a calendar file into components and the lines between them, in memory that grows only with the longest.
///
/// Several calendars may stand behind one another, and events outside of any. Components that are neither event nor
/// zone are passed over.
struct CalendarScanner: ~Copyable {
    /// What ``next()`` came to.
    enum Step {
        /// `BEGIN:VCALENDAR`.
        case calendar
        /// A line of the calendar itself, with its folds.
        case property
        /// A `VEVENT`, from BEGIN to END.
        case event
        /// A `VTIMEZONE`, from BEGIN to END.
        case zone
        /// An event with a fault in its shape.
        case fault(Fault)
        /// The file ends inside a component or calendar that opened on that line.
        case truncated(openedAtLine: Int)
        case end
    }

    /// The physical line on which the current step begins, from 1.
    private(set) var line = 1
    /// Calendars begun so far; events before the first belong to none.
    private(set) var calendarCount = 0
    /// Whether ``bytes`` are only the beginning of a component longer than the limit.
    private(set) var isCut = false

    private var window: ByteWindow
    private let limit: Int
    private var isStarted = false
    private var count = 0
    private var consumed = 0
    private var linesConsumed = 0
    private var calendarLine: Int?
    /// The component that is being passed over.
    private var skipped: String?
    private var hasMetAny = false

    /// A scanner of `source`; a component may have `limit` bytes.
    init(_ source: ByteSource, limit: Int, blockSize: Int) {
        window = ByteWindow(source, blockSize: blockSize)
        self.limit = limit
    }

    var source: ByteSource { window.source }

    /// The bytes of the current step, without the last line end.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: window.bytes, count: count) }

    /// Goes on to the next step.
    mutating func next() throws(RecordsError) -> Step {
        try leave()
        while let extent = try unfoldedLine(at: 0) {
            finish(at: extent, lines: extent.lines)
            if let step = try step(extent) { return step }
            try leave()
        }
        return atEnd()
    }
}

extension CalendarScanner {
    /// A line of the file, folded ones as one: where it ends, where the next begins.
    private struct Extent {
        var end: Int
        var next: Int
        var lines: Int
    }

    private enum Word {
        case begin(String)
        case end(String)
        case other
    }

    /// nil: the line means nothing to anybody.
    private mutating func step(_ extent: Extent) throws(RecordsError) -> Step? {
        switch word(from: 0, to: extent.end) {
        case .begin("VCALENDAR"):
            begin()
            calendarCount += 1
            calendarLine = line
            return .calendar
        case .end("VCALENDAR"):
            begin()
            calendarLine = nil
        case .begin("VEVENT"):
            begin()
            return try component("VEVENT", from: extent, step: .event)
        case .begin("VTIMEZONE"):
            begin()
            return try component("VTIMEZONE", from: extent, step: .zone)
        case .begin(let name): if skipped == nil { skipped = name }
        case .end(let name): if skipped == name { skipped = nil }
        case .other: if skipped == nil, calendarLine != nil { return .property }
        }
        return nil
    }

    private mutating func begin() {
        skipped = nil
        hasMetAny = true
    }

    /// Reads on to the end of the component whose first line is `first`.
    private mutating func component(
        _ name: String, from first: Extent, step: Step
    ) throws(RecordsError) -> Step {
        var position = first.next
        var lines = first.lines
        while let extent = try physicalLine(at: position) {
            guard extent.end <= limit else { return giveUp(name, at: position, lines: lines) }
            switch word(from: position, to: extent.end) {
            case .end(name):
                finish(at: extent, lines: lines + 1)
                return step
            case .begin("VEVENT"), .begin("VCALENDAR"), .begin("VTIMEZONE"), .end("VCALENDAR"):
                (count, consumed, linesConsumed) = (position, position, lines)
                return .fault(Fault(line: line, rule: .unterminatedComponent))
            default: break
            }
            position = extent.next
            lines += extent.lines
        }
        if window.count > limit { return giveUp(name, at: position, lines: lines) }
        (consumed, calendarLine) = (window.count, nil)
        return .truncated(openedAtLine: line)
    }

    /// Leaves the rest of a component that is too long.
    private mutating func giveUp(_ name: String, at position: Int, lines: Int) -> Step {
        (count, consumed, linesConsumed) = (min(limit, window.count), position, lines)
        isCut = true
        skipped = name
        return .fault(Fault(line: line, rule: .recordTooLong(limit: limit)))
    }

    private mutating func finish(at extent: Extent, lines: Int) {
        (count, consumed, linesConsumed) = (extent.end, extent.next, lines)
    }

    private mutating func leave() throws(RecordsError) {
        if !isStarted { try dropByteOrderMark() }
        isStarted = true
        window.drop(consumed)
        line += linesConsumed
        (count, consumed, linesConsumed, isCut) = (0, 0, 0, false)
    }

    private mutating func atEnd() -> Step {
        if let opened = calendarLine {
            calendarLine = nil
            return .truncated(openedAtLine: opened)
        }
        guard hasMetAny || line == 1 else {
            hasMetAny = true
            return .fault(Fault(line: 1, rule: .notACalendar))
        }
        return .end
    }

    private mutating func dropByteOrderMark() throws(RecordsError) {
        while window.count < 3 {
            guard try window.readMore() else { return }
        }
        if window.bytes[0] == 0xef, window.bytes[1] == 0xbb, window.bytes[2] == 0xbf { window.drop(3) }
    }
}

extension CalendarScanner {
    /// The line at `start` and those folded into it; nil at the end of the file.
    private mutating func unfoldedLine(at start: Int) throws(RecordsError) -> Extent? {
        guard var extent = try physicalLine(at: start) else { return nil }
        while extent.next <= limit, let fold = try fold(at: extent.next), let more = try physicalLine(at: fold.start) {
            extent = Extent(end: more.end, next: more.next, lines: extent.lines + fold.emptyLines + 1)
        }
        return extent
    }

    /// The line at `start`; nil at the end of the file. A line longer than the limit is cut into several.
    private mutating func physicalLine(at start: Int) throws(RecordsError) -> Extent? {
        var position = start
        while true {
            while position < window.count, position - start <= limit {
                if CalendarLines.isLineEnd(window.bytes[position]) {
                    return Extent(end: position, next: try behindLineEnd(at: position), lines: 1)
                }
                position += 1
            }
            if position - start > limit { return Extent(end: position, next: position, lines: 0) }
            guard try window.readMore() else {
                return position == start ? nil : Extent(end: position, next: position, lines: 1)
            }
        }
    }

    private mutating func behindLineEnd(at position: Int) throws(RecordsError) -> Int {
        while window.count - position < CalendarLines.longestLineEnd {
            guard try window.readMore() else { break }
        }
        let count = min(window.count - position, CalendarLines.longestLineEnd)
        return position + CalendarLines.lineEndLength(UnsafeBufferPointer(start: window.bytes + position, count: count))
    }

    /// Where the blank stands that folds a line into the one before; nil: none stands at `position` or behind a few empty
    /// lines there.
    private mutating func fold(at position: Int) throws(RecordsError) -> (start: Int, emptyLines: Int)? {
        var start = position
        for emptyLines in 0...CalendarLines.emptyLineLimit {
            if start == window.count {
                guard try window.readMore() else { return nil }
            }
            if CalendarLines.isBlank(window.bytes[start]) { return (start, emptyLines) }
            guard CalendarLines.isLineEnd(window.bytes[start]) else { return nil }
            start = try behindLineEnd(at: start)
        }
        return nil
    }

    /// Whether a line begins or ends a component, and which.
    private func word(from start: Int, to end: Int) -> Word {
        let line = Cell(UnsafeBufferPointer(start: window.bytes + start, count: min(end - start, 64)))
        guard let colon = line.bytes.firstIndex(of: UInt8(ascii: ":")) else { return .other }
        let keyword = Cell(UnsafeBufferPointer(rebasing: line.bytes[..<colon]))
        let name = Cell(UnsafeBufferPointer(rebasing: line.bytes[(colon + 1)...])).trimmed
        if keyword.equalsIgnoringCase("begin") { return .begin(name.string.uppercased()) }
        if keyword.equalsIgnoringCase("end") { return .end(name.string.uppercased()) }
        return .other
    }
}
