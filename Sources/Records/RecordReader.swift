/// Reads the records of a file of any format, one at a time, in memory that does not grow with the file.
///
/// Faults are outcomes, not errors: what is behind a faulty record is read all the same.
public protocol RecordReader: ~Copyable {
    /// Where the bytes come from, for progress and digest.
    var source: ByteSource { get }

    /// The names of the columns; empty before they are known. Cells count in their order.
    var header: RecordHeader { get }

    /// Whether the ``header`` is a line of the file, above the records.
    var hasHeaderLine: Bool { get }

    /// The header as it stands in the file, without its last line end; nil: it is no line of the file.
    var headerBytes: [UInt8]? { get }

    /// What parts the cells of a record, an ASCII character; nil: the format has none.
    var delimiter: UInt8? { get }

    /// The physical line on which the current record begins, from 1.
    var line: Int { get }

    /// The current record as it stands in the file, without its line end; good until the next ``next()``.
    ///
    /// A reader of the same kind that is given the bytes of a good record alone comes to the same record, and one that
    /// is given those of a fault never comes to a good one.
    var rawBytes: UnsafeBufferPointer<UInt8> { get }

    /// Whether ``rawBytes`` are only the beginning of a record that is too long to keep.
    var rawBytesAreCut: Bool { get }

    /// Reads the next record and makes it the current one.
    mutating func next() throws(RecordsError) -> RecordOutcome

    /// The cell in `column`, from 0, of the current record; good until the next ``next()``.
    subscript(column: Int) -> Cell { get }

    /// The items of the cell in `column`, where the format itself has lists; nil: the cell is one text, which a
    /// separator may part.
    func items(_ column: Int) -> [String]?

    /// Whether any record so far had `column`, though it be empty; a column that is absent says nothing.
    func hasMet(_ column: Int) -> Bool

    /// Names that were met so far and stand in no ``header``, in the order of the file, some hundred at most.
    var unaskedNames: [String] { get }

    /// Occurrences of series so far that were left out because they lie too far back.
    var beforeWindowCount: Int { get }

    /// The member by which the file says that there are more records than it holds; nil: it says no such thing. Known once
    /// everything was read.
    var continuation: String? { get }
}

extension RecordReader where Self: ~Copyable {
    /// False: the names come from elsewhere.
    public var hasHeaderLine: Bool { false }

    /// Nil: the names come from elsewhere.
    public var headerBytes: [UInt8]? { nil }

    /// Nil: the format has none.
    public var delimiter: UInt8? { nil }

    /// Nil: the format has no lists.
    public func items(_ column: Int) -> [String]? { nil }

    /// True: every record has every column.
    public func hasMet(_ column: Int) -> Bool { true }

    /// None: there are no series.
    public var beforeWindowCount: Int { 0 }

    /// Nil: the format has no pages.
    public var continuation: String? { nil }

    /// None: the header names all that there is.
    public var unaskedNames: [String] { [] }
}
