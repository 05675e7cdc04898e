/// The lines of a component, unfolded (RFC 5545, section 3.1): a line end and the blank behind it are nothing.
///
/// A line ends with CRLF, LF or CR, or with CR CR LF, as where text went through the text mode of Windows twice. Empty
/// lines are skipped, between a line and its fold too.
struct CalendarLines {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// The longest end of a line, in bytes: CR CR CR LF.
    static let longestLineEnd = 4
    /// Empty lines that may stand between a line and its fold.
    static let emptyLineLimit = 3

    private var position = 0
    private var lineStart = 0
    private var physicalLines = 0
    private var lineNumber = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Physical lines before the current one.
    var linesBefore: Int { lineNumber }

    /// The next line; nil at the end.
    mutating func next() -> [UInt8]? {
        var line: [UInt8] = []
        while position < bytes.count, line.isEmpty {
            lineStart = position
            lineNumber = physicalLines
            repeat {
                line += readToLineEnd()
            } while skipFold()
        }
        return line.isEmpty ? nil : line
    }

    /// Where the byte at `offset` of the current unfolded line stands in the component.
    func byteOffset(of offset: Int) -> Int {
        var other = CalendarLines(bytes)
        other.position = lineStart
        var passed = 0
        while true {
            let start = other.position
            let count = other.readToLineEnd().count
            if passed + count > offset || !other.skipFold() { return start + offset - passed }
            passed += count
        }
    }

    private mutating func readToLineEnd() -> Slice<UnsafeBufferPointer<UInt8>> {
        let start = position
        while position < bytes.count, !Self.isLineEnd(bytes[position]) { position += 1 }
        let line = bytes[start..<position]
        if position < bytes.count {
            position += lineEndLength(at: position)
            physicalLines += 1
        }
        return line
    }

    private mutating func skipFold() -> Bool {
        var fold = position
        for emptyLines in 0...Self.emptyLineLimit {
            guard fold < bytes.count else { return false }
            if Self.isBlank(bytes[fold]) {
                position = fold + 1
                physicalLines += emptyLines
                return true
            }
            guard Self.isLineEnd(bytes[fold]) else { return false }
            fold += lineEndLength(at: fold)
        }
        return false
    }

    private func lineEndLength(at position: Int) -> Int {
        Self.lineEndLength(
            UnsafeBufferPointer(rebasing: bytes[position..<min(position + Self.longestLineEnd, bytes.count)]))
    }

    /// Bytes of the line end that `bytes` begin with.
    static func lineEndLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let returns = bytes.prefix(longestLineEnd - 1).prefix { $0 == CSVReader.carriageReturn }.count
        return returns < bytes.count && bytes[returns] == CSVReader.lineFeed ? returns + 1 : 1
    }

    static func isLineEnd(_ byte: UInt8) -> Bool { byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
