/// Reads the records of a CSV file (RFC 4180), one at a time, in memory that grows only with the longest record.
///
/// A record ends with CRLF, LF or CR, also mixed; lines with nothing on them are skipped; a byte order mark at the
/// start is dropped. A cell is quoted when it begins with `"`: inside, `""` is one quote, and delimiters and line
/// ends are data. A quote further in is data.
///
/// Faults are outcomes, not errors: what is behind a faulty record is read all the same. Where the shape of a record
/// says that a quote is misplaced (wrong count of cells, text behind a closing quote, too long), the lines it
/// swallowed are given back: the faulty record is its first physical line, and reading resumes on the next one.
/// A record whose bytes are wrong (not UTF-8, NUL) stays whole.
public struct CSVReader: RecordReader, ~Copyable {
    /// How many cells a record has to have, usually those of the header; nil: any number up to
    /// ``cellLimit``.
    public var expectedCells: Int?
    /// How the lines behind the table are recognised; nil: there are none. The record that is the first of them, and
    /// all behind it, are not read.
    public var footer: CSVFooter?
    /// How many rows below the names belong to the header.
    public var rowsBelowHeader = 0
    /// The header as it stands in the file, without its last line end, once ``readHeader()`` has met it.
    public private(set) var headerBytes: [UInt8]?
    /// The names of the columns, once ``readHeader()`` has met them.
    public private(set) var header = RecordHeader(names: [])
    /// The physical line on which the current record begins, from 1.
    public internal(set) var line = 1

    /// The most cells a record may have while none are expected: 131,072, so that a header of 100,000 columns fits.
    public static let cellLimit = 1 << 17
    /// The longest record, 8 MiB, its line end not counted.
    public static let recordLimit = 8 << 20

    var window: ByteWindow
    var progress = RecordProgress()
    var cells: [CellExtent] = []
    var unescaped = Scratch()
    let separator: UInt8
    let recordLimit: Int
    let plainSearch: ByteSearch
    let quotedSearch = ByteSearch(for: quote)

    private var isStarted = false
    private var isAtEnd = false
    private var rawCount = 0
    private var consumed = 0
    private var linesConsumed = 0
    /// The last line ended with CR at the end of what was in memory; a LF that follows belongs to it.
    private var mayStartWithLineFeed = false
    /// The current record was given up in the middle of a line; its rest is to be skipped.
    private var mustFinishLine = false

    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// A reader of `source`, from its first byte on.
    ///
    /// `delimiter` has to be one (``isDelimiter(_:)``); `blockSize` bytes are read at a time.
    public init(
        _ source: ByteSource, delimiter: UInt8 = UInt8(ascii: ","), blockSize: Int = 1 << 18,
        recordLimit: Int = Self.recordLimit
    ) {
        precondition(Self.isDelimiter(delimiter))
        window = ByteWindow(source, blockSize: blockSize)
        separator = delimiter
        self.recordLimit = recordLimit
        plainSearch = ByteSearch(for: delimiter)
    }

    /// Whether cells can be parted by `byte`: any ASCII character but NUL, a quote, CR and LF.
    public static func isDelimiter(_ byte: UInt8) -> Bool {
        byte < 0x80 && ![0, quote, lineFeed, carriageReturn].contains(byte)
    }

    /// Where the bytes come from, for progress and digest.
    public var source: ByteSource { window.source }

    /// True: the names of the columns stand above the records.
    public var hasHeaderLine: Bool { true }

    /// What parts the cells.
    public var delimiter: UInt8? { separator }

    /// How many cells the current record has.
    public var cellCount: Int { cells.count }

    /// The cell in `column`, from 0, of the current record; good until the next ``next()``.
    public subscript(column: Int) -> Cell {
        let cell = cells[column]
        let base = cell.form == .unescaped ? unescaped.bytes : window.bytes
        return Cell(UnsafeBufferPointer(start: base + cell.start, count: cell.count))
    }

    /// Whether the cell in `column` stood in quotes; so `""` can be told from nothing.
    public func wasQuoted(_ column: Int) -> Bool { cells[column].form != .plain }

    /// The current record as it stands in the file, without its line end; good until the next ``next()``.
    public var rawBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.bytes, count: rawCount)
    }

    /// Whether ``rawBytes`` are only the beginning of a line that is longer than ``recordLimit``.
    public var rawBytesAreCut: Bool { mustFinishLine }

    /// Leaves `count` physical lines unread, whatever is on them: titles above a header.
    public mutating func skipLines(_ count: Int) throws(RecordsError) {
        try start()
        for _ in 0..<count {
            try dropSecondHalf()
            try finishLine()
            consumed = 0
        }
    }

    /// Reads the next record as the header, with the ``rowsBelowHeader``; every record behind it has to have as many cells.
    ///
    /// What is no good record leaves ``header`` empty.
    public mutating func readHeader() throws(RecordsError) -> RecordOutcome {
        let outcome = try next()
        guard case .record = outcome else { return outcome }
        header = RecordHeader(names: (0..<cellCount).map { self[$0].trimmed.string })
        headerBytes = Array(rawBytes)
        expectedCells = header.count
        for _ in 0..<rowsBelowHeader { try readRowBelowHeader() }
        return outcome
    }

    private mutating func readRowBelowHeader() throws(RecordsError) {
        guard case .record = try next() else { return }
        headerBytes = (headerBytes ?? []) + [Self.lineFeed] + rawBytes
        for column in 0..<cellCount { header.noteZone(in: self[column].string, of: column) }
    }

    /// Reads the next record and makes it the current one.
    public mutating func next() throws(RecordsError) -> RecordOutcome {
        guard !isAtEnd else { return .end }
        try start()
        guard try skipEmptyLines() else {
            isAtEnd = true
            return .end
        }
        while true {
            switch scan() {
            case .complete: return try finish()
            case .broken(let rule, let column): return try giveUp(rule, column)
            case .needsMore: break
            }
            if window.count > recordLimit { return try giveUp(tooLong) }
            if try window.readMore() { continue }
            guard closeAtEnd() else {
                isAtEnd = true
                return .truncated(openedAtLine: line + progress.quoteLine)
            }
            return try finish()
        }
    }
}

extension CSVReader {
    /// Leaves the current record behind.
    private mutating func start() throws(RecordsError) {
        if !isStarted { try dropByteOrderMark() }
        isStarted = true
        window.drop(consumed)
        line += linesConsumed
        if mustFinishLine { try finishLine() }
        mustFinishLine = false
        consumed = 0
        linesConsumed = 0
        rawCount = 0
        progress = RecordProgress()
        cells.removeAll(keepingCapacity: true)
    }

    private mutating func dropByteOrderMark() throws(RecordsError) {
        while window.count < 3 {
            guard try window.readMore() else { return }
        }
        if window.bytes[0] == 0xef, window.bytes[1] == 0xbb, window.bytes[2] == 0xbf { window.drop(3) }
    }

    /// False at the end of the source or of the table.
    private mutating func skipEmptyLines() throws(RecordsError) -> Bool {
        var isBehindEmptyLine = false
        while true {
            try dropSecondHalf()
            if window.count == 0 {
                guard try window.readMore() else { return false }
            }
            let byte = window.bytes[0]
            guard byte == Self.lineFeed || byte == Self.carriageReturn else {
                return try !isFooter(isBehindEmptyLine: isBehindEmptyLine)
            }
            isBehindEmptyLine = true
            window.drop(1)
            line += 1
            mayStartWithLineFeed = byte == Self.carriageReturn
        }
    }

    /// Whether the footer begins at the front. The header is none.
    private mutating func isFooter(isBehindEmptyLine: Bool) throws(RecordsError) -> Bool {
        guard let footer, !header.names.isEmpty else { return false }
        switch footer {
        case .behindEmptyLine: return isBehindEmptyLine
        case .startingWith(let text):
            let plain = Array(text.utf8)
            while window.count <= plain.count {
                guard try window.readMore() else { break }
            }
            let isQuoted = window.bytes[0] == Self.quote
            let start = UnsafeBufferPointer(start: window.bytes, count: window.count).dropFirst(isQuoted ? 1 : 0)
            return start.starts(with: plain)
        }
    }

    /// Drops the LF of a CRLF whose CR was the last line's end.
    private mutating func dropSecondHalf() throws(RecordsError) {
        guard mayStartWithLineFeed else { return }
        if window.count == 0 {
            guard try window.readMore() else { return }
        }
        if window.bytes[0] == Self.lineFeed { window.drop(1) }
        mayStartWithLineFeed = false
    }

    /// Drops the rest of a line that was too long to keep.
    private mutating func finishLine() throws(RecordsError) {
        var position = 0
        while true {
            if let end = lineEnd(from: position) {
                window.drop(end)
                passLineEnd(at: 0)
                window.drop(consumed)
                line += 1
                return
            }
            window.drop(window.count)
            position = 0
            guard try window.readMore() else { return }
        }
    }

    /// Ends the current record at `end`, where its line end is (or the source's end), on the `lines`-th line.
    private mutating func endRecord(at end: Int, lines: Int) {
        rawCount = end
        consumed = end
        passLineEnd(at: end)
        linesConsumed = lines
    }

    private mutating func passLineEnd(at end: Int) {
        consumed = end
        guard end < window.count else { return }
        consumed = end + 1
        mayStartWithLineFeed = window.bytes[end] == Self.carriageReturn
    }

    /// Judges a record that was read to its end.
    private mutating func finish() throws(RecordsError) -> RecordOutcome {
        let end = progress.position
        if end > recordLimit { return try giveUp(tooLong) }
        let found = progress.cellCount
        if let expected = expectedCells, found != expected {
            let rule: Fault.Rule =
                found < expected
                ? .tooFewCells(expected: expected, found: found) : .tooManyCells(expected: expected, found: found)
            return try giveUp(rule)
        }
        if found > Self.cellLimit, expectedCells == nil {
            return try giveUp(.tooManyCells(expected: Self.cellLimit, found: found))
        }
        endRecord(at: end, lines: progress.innerLines + 1)
        if let fault = faultOfBytes() { return .fault(fault) }
        if progress.hasEscapes { unescape() }
        return .record
    }

    private var tooLong: Fault.Rule { .recordTooLong(limit: recordLimit) }

    /// Makes the first physical line the current record, so that reading resumes behind it.
    private mutating func giveUp(_ rule: Fault.Rule, _ column: Int? = nil) throws(RecordsError) -> RecordOutcome {
        // Too long comes before all else, or the rule would depend on how much was in memory.
        let isTooLong = progress.position > recordLimit
        let fault = Fault(line: line, column: isTooLong ? nil : column, rule: isTooLong ? tooLong : rule)
        var searched = 0
        while true {
            if let end = lineEnd(from: searched), end <= recordLimit {
                endRecord(at: end, lines: 1)
                return .fault(fault)
            }
            if window.count > recordLimit { break }
            searched = window.count
            guard try window.readMore() else {
                endRecord(at: window.count, lines: 1)
                return .fault(fault)
            }
        }
        rawCount = recordLimit
        consumed = recordLimit
        linesConsumed = 0
        mustFinishLine = true
        return .fault(fault)
    }
}
