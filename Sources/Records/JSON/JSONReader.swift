/// Reads the records of a JSON file (RFC 8259), one at a time, in memory that grows only with the longest record.
///
/// Records are objects: one a line (NDJSON), one behind the other in any layout, the elements of an array or of several
/// arrays glued together, or those of an array that an object wraps (``JSONShape``). An object whose only member is an
/// object that nobody asks for by name stands for that, `{"ticket":{…}}`. A byte order mark is dropped. The cells are
/// what the asked ``JSONPath``s lead to: strings without quotes and escapes, numbers and booleans as they are written,
/// nothing for null and what is absent, the JSON text of arrays and objects. A record in which a name stands twice in
/// one object, as far as paths lead into it, is a fault: nothing says which of the two is meant.
///
/// What is wrong inside a record and leaves its end in no doubt is a fault of that record alone. Where the end is in
/// doubt, in a file with one record a line the line is the fault; elsewhere reading resumes at the next line that is
/// indented as the record's first one and begins with `{`, if everything between is indented deeper or closes
/// something; if there is no such line, ``next()`` comes to ``RecordOutcome/unreadable(_:)``.
public struct JSONReader: RecordReader, ~Copyable {
    /// What stands around the next record.
    enum Place {
        case top
        /// Inside an object, on the way to the array of records.
        case wrapping
        case array
    }

    /// What may come next in an array or a wrapping object.
    enum Turn {
        case first
        case separator
        case next
    }

    /// How records at the top lie on lines.
    enum Layout {
        case unknown
        case oneALine
        case free
    }

    /// The longest record, 8 MiB.
    public static let recordLimit = 8 << 20

    /// The paths, as they were asked for.
    public let header: RecordHeader
    /// The physical line on which the current record begins, from 1.
    public internal(set) var line = 1
    /// Whether ``rawBytes`` are only the beginning of a record that is longer than ``recordLimit``.
    public internal(set) var rawBytesAreCut = false

    var window: ByteWindow
    var tree: JSONTree
    var sides: [JSONSide]
    let isList: [Bool]
    let recordLimit: Int

    /// The names that lead to the array of records; nil: records stand at the top.
    var wrapping: [String]?
    var isShapeKnown: Bool
    var place = Place.top
    var turn = Turn.first
    var layout = Layout.unknown
    /// How many of the wrapping names were passed.
    var depth = 0
    var hasMetArray = false
    /// What the pages that wrap records say of others.
    var pages = JSONPages()
    /// The line on which the innermost container around the records opened.
    var containerLine = 1

    var scanner = JSONScanner()
    /// The current record with its side loads, where there are any.
    var joined = Scratch()
    var text = Scratch()
    var cells: [CellExtent] = []
    var rawCount = 0
    var consumed = 0
    var linesConsumed = 0
    /// The current record was given up before its end; its rest is to be passed.
    var isUnfinished = false
    var isAtEnd = false
    var isBehindCarriageReturn = false
    /// Blanks since the last line end; nil once something else stood there.
    var indentation: Int? = 0

    /// A reader of `source`, from its first byte on, that gives what `columns` lead to.
    ///
    /// `blockSize` bytes are read at a time. With `sideLoads`, a whole page of up to 64 MiB is in memory.
    public init(
        _ source: ByteSource, columns: [JSONPath], shape: JSONShape = .automatic, sideLoads: [JSONSideLoad] = [],
        blockSize: Int = 1 << 18, recordLimit: Int = Self.recordLimit
    ) {
        window = ByteWindow(source, blockSize: blockSize)
        header = RecordHeader(names: columns.map(\.description))
        tree = JSONTree(columns)
        isList = columns.map { $0.steps.contains(.every) }
        sides = sideLoads.map { JSONSide($0) }
        self.recordLimit = recordLimit
        isShapeKnown = shape != .automatic
        if case .wrapped(let names) = shape, !names.isEmpty { wrapping = names }
    }

    /// Where the bytes come from, for progress and digest.
    public var source: ByteSource { window.source }

    /// The current record as it stands in the file; with side loads, as it is with them; good until the next ``next()``.
    ///
    /// Where a fault left its end in doubt, everything up to where reading resumes.
    public var rawBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: record, count: joined.isEmpty ? rawCount : joined.count)
    }

    /// The text that the path in `column` leads to; good until the next ``next()``.
    public subscript(column: Int) -> Cell {
        let cell = cells[column]
        let base = cell.form == .unescaped ? text.bytes : record
        return Cell(UnsafeBufferPointer(start: base + cell.start, count: cell.count))
    }

    /// The texts of the elements, if the path goes through every element of an array or ends at an array; null is left
    /// out, arrays and objects give their JSON text.
    public func items(_ column: Int) -> [String]? {
        let leaf = tree.leaves[column]
        let found = tree.matches.filter { $0.node == leaf }.map(\.extent)
        if isList[column] { return texts(of: found) }
        guard let last = found.last, record[last.lowerBound] == UInt8(ascii: "[") else { return nil }
        return texts(of: elements(of: last))
    }

    /// Whether any record so far had the member that the path in `column` leads to.
    public func hasMet(_ column: Int) -> Bool { tree.isMet[column] }

    /// Members that were met so far and that no path leads to or through.
    public var unaskedNames: [String] { tree.unaskedNames }

    /// The member by which the last page says that more records follow, or by which a page counts more of them than the
    /// file holds, such as `next_page`; nil: none does. Known once everything was read.
    public var continuation: String? { pages.continuation }

    /// The members of the current record that no path leads to or through, in its order, with the JSON text of their
    /// values, which is good until the next ``next()``.
    public var unaskedMembers: [(name: String, json: UnsafeBufferPointer<UInt8>)] {
        let record = record
        return tree.unasked.map { member in
            let name = UnsafeBufferPointer(start: record + member.name.lowerBound, count: member.name.count)
            let value = UnsafeBufferPointer(start: record + member.value.lowerBound, count: member.value.count)
            return (JSONText.string(name), value)
        }
    }

    /// Reads the next record and makes it the current one.
    public mutating func next() throws(RecordsError) -> RecordOutcome {
        guard !isAtEnd else { return .end }
        if let outcome = try leaveRecord() { return outcome }
        while true {
            try skipBlanks()
            guard window.count > 0 else {
                isAtEnd = true
                return place == .top ? .end : .truncated(openedAtLine: containerLine)
            }
            let outcome =
                switch place {
                case .top: try stepAtTop()
                case .array: try stepInArray()
                case .wrapping: try stepInWrapping()
                }
            if let outcome { return outcome }
        }
    }
}
