import Records

/// A JSON file read to its end.
struct ReadJSON: Equatable {
    var records: [ReadRecord] = []
    var lists: [[[String]?]] = []
    var truncatedAt: Int?
    var unreadableAt: Int?
    var unaskedNames: [String] = []
    var isMet: [Bool] = []

    init(
        _ bytes: [UInt8], _ columns: [String] = ["id"], shape: JSONShape = .automatic, sideLoads: [JSONSideLoad] = [],
        block: Int = 1 << 18, limit: Int = JSONReader.recordLimit
    ) throws {
        var reader = JSONReader(
            ByteSource(bytes: bytes), columns: try columns.map { try JSONPath($0) }, shape: shape,
            sideLoads: sideLoads, blockSize: block, recordLimit: limit)
        try read(&reader, columns.indices)
    }

    private mutating func read(_ reader: inout JSONReader, _ columns: Range<Int>) throws {
        while true {
            switch try reader.next() {
            case .end:
                unaskedNames = reader.unaskedNames
                for column in columns { isMet.append(reader.hasMet(column)) }
                return
            case .truncated(let line): truncatedAt = line
            case .unreadable(let fault): unreadableAt = fault.line
            case .record:
                var record = ReadRecord(line: reader.line, raw: Self.raw(reader))
                var items: [[String]?] = []
                for column in columns {
                    record.cells.append(reader[column].string)
                    items.append(reader.items(column))
                }
                records.append(record)
                lists.append(items)
            case .fault(let fault):
                records.append(ReadRecord(line: fault.line, raw: Self.raw(reader), fault: fault.rule))
            }
        }
    }

    init(
        _ text: String, _ columns: [String] = ["id"], shape: JSONShape = .automatic, sideLoads: [JSONSideLoad] = [],
        block: Int = 1 << 18, limit: Int = JSONReader.recordLimit
    ) throws {
        try self.init(
            Array(text.utf8), columns, shape: shape, sideLoads: sideLoads, block: block, limit: limit)
    }

    /// The cells of the good records.
    var cells: [[String]] { records.filter { $0.fault == nil }.map(\.cells) }

    /// The rules of all faults.
    var faults: [Fault.Rule] { records.compactMap(\.fault) }

    /// Whether everything was read.
    var isWhole: Bool { truncatedAt == nil && unreadableAt == nil }

    private static func raw(_ reader: borrowing JSONReader) -> String {
        String(decoding: reader.rawBytes, as: UTF8.self)
    }
}
