import Records

/// Reads rejected records again, each by a reader of its own: what is broken in one of them would reach into the next.
struct RejectedReader<Reader: RecordReader & ~Copyable>: RecordReader, ~Copyable {
    private(set) var line = 1
    private(set) var unaskedNames: [String] = []
    let source = ByteSource(bytes: [], name: "rejected records")

    private let records: RejectedRecords
    private let open: ([UInt8]) throws(RecordsError) -> Reader
    private var reader: Reader
    private var met: Set<Int> = []

    /// A reader of `records`, from the first one on; `open` gives a reader of the bytes of one record, its header read.
    init(_ records: RejectedRecords, open: @escaping ([UInt8]) throws(RecordsError) -> Reader) throws(RecordsError) {
        records.rewind()
        self.records = records
        self.open = open
        reader = try open([])
    }

    var header: RecordHeader { reader.header }
    var hasHeaderLine: Bool { reader.hasHeaderLine }
    var headerBytes: [UInt8]? { reader.headerBytes }
    var delimiter: UInt8? { reader.delimiter }
    var rawBytes: UnsafeBufferPointer<UInt8> { reader.rawBytes }
    var rawBytesAreCut: Bool { reader.rawBytesAreCut }

    subscript(column: Int) -> Cell { reader[column] }

    func items(_ column: Int) -> [String]? { reader.items(column) }

    func hasMet(_ column: Int) -> Bool { met.contains(column) }

    mutating func next() throws(RecordsError) -> RecordOutcome {
        guard let record = records.next() else { return .end }
        line = record.line
        reader = try open(record.bytes)
        switch try reader.next() {
        case _ where record.isCut: return .fault(Fault(line: line, rule: .recordTooLong(limit: record.bytes.count)))
        case .record:
            note()
            return .record
        case .fault(let fault), .unreadable(let fault):
            return .fault(Fault(line: line, column: fault.column, rule: fault.rule))
        // A quote that is left open took the lines behind the record along when it was read first.
        case .truncated, .end: return .fault(Fault(line: line, rule: .tooFewCells(expected: header.count, found: 0)))
        }
    }

    private mutating func note() {
        for column in header.names.indices where !met.contains(column) && reader.hasMet(column) { met.insert(column) }
        for name in reader.unaskedNames where !unaskedNames.contains(name) { unaskedNames.append(name) }
    }
}
