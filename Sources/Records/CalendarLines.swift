/// The lines of a component, unfolded (RFC 5545, section 3.1): a line end and the blank behind it are nothing.
///
/// A line ends with CRLF, LF or CR. Empty lines are skipped.
struct CalendarLines {
    private let bytes: UnsafeBufferPointer<UInt8>
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
            let isPair =
                bytes[position] == CSVReader.carriageReturn && position + 1 < bytes.count
                && bytes[position + 1] == CSVReader.lineFeed
            position += isPair ? 2 : 1
            physicalLines += 1
        }
        return line
    }

    private mutating func skipFold() -> Bool {
        guard position < bytes.count, Self.isBlank(bytes[position]) else { return false }
        position += 1
        return true
    }

    static func isLineEnd(_ byte: UInt8) -> Bool { byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
