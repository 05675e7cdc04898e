import Records
import Testing

/// One outcome of a reader with everything that can be asked about it, copied.
struct ReadRecord: Equatable {
    var line: Int
    var cells: [String]
    var raw: String
    /// The raw bytes themselves, where they are no text.
    var bytes: [UInt8] = []
    var fault: Fault.Rule?

    init(line: Int, cells: [String] = [], raw: String = "", fault: Fault.Rule? = nil) {
        self.line = line
        self.cells = cells
        self.raw = raw
        self.fault = fault
    }
}

/// A file read to its end.
struct ReadFile: Equatable {
    var records: [ReadRecord] = []
    /// Where the quote opened that nothing closes.
    var truncatedAt: Int?

    init(
        _ bytes: [UInt8], delimiter: Character = ",", expecting count: Int? = nil, block: Int = 1 << 18,
        limit: Int = CSVReader.recordLimit
    ) throws {
        let source = ByteSource(bytes: bytes)
        var reader = CSVReader(
            source, delimiter: delimiter.asciiValue ?? 0, blockSize: block, recordLimit: limit)
        reader.expectedCells = count
        try self.init(&reader)
    }

    init(_ reader: inout CSVReader) throws {
        while true {
            switch try reader.next() {
            case .end: return
            case .truncated(let line): truncatedAt = line
            case .unreadable(let fault): Issue.record("unreadable: \(fault)")
            case .record:
                let cells = (0..<reader.cellCount).map { reader[$0].string }
                records.append(ReadRecord(line: reader.line, cells: cells, raw: Self.raw(reader)))
            case .fault(let fault):
                var record = ReadRecord(line: fault.line, raw: Self.raw(reader), fault: fault.rule)
                record.bytes = Array(reader.rawBytes)
                records.append(record)
            }
        }
    }

    init(
        _ text: String, delimiter: Character = ",", expecting count: Int? = nil, block: Int = 1 << 18,
        limit: Int = CSVReader.recordLimit
    ) throws {
        try self.init(Array(text.utf8), delimiter: delimiter, expecting: count, block: block, limit: limit)
    }

    /// The cells of all records.
    var cells: [[String]] { records.map(\.cells) }

    /// The rules of all faults.
    var faults: [Fault.Rule] { records.compactMap(\.fault) }

    private static func raw(_ reader: borrowing CSVReader) -> String {
        String(decoding: reader.rawBytes, as: UTF8.self)
    }
}
