internal import CLibPQ

/// Rows on their way into a table by binary COPY, encoded straight into one buffer that is sent whenever it is full.
///
/// A row is its fields in the order of the columns, then ``endRow()``. Each `append` writes exactly one form, and the column must
/// have that type: the server does not convert binary data. Nothing is allocated for a field or a row.
/// Left without its end – by an error of whoever writes the rows – the COPY is given up, and the server keeps none of its rows.
/// The format: <https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.4>.
public struct CopyIn: ~Copyable {
    private let connection: Connection
    private let columnCount: Int
    private let buffer: UnsafeMutableRawPointer
    private var used = 0
    private var fieldCount = 0
    private var isEnded = false
    /// The first error of sending, after which nothing more is sent even where the writer swallows it.
    private var failure: PostgresError?
    /// Rows ended so far.
    public private(set) var rowCount = 0

    /// Large enough that the calls into libpq do not count, small enough to stay in a processor's second cache.
    private static let capacity = 128 * 1024

    /// Takes over a connection in COPY IN state.
    init(_ connection: Connection, columnCount: Int) {
        self.connection = connection
        self.columnCount = columnCount
        buffer = .allocate(byteCount: Self.capacity, alignment: 16)
        for byte in Self.signature { put(byte) }
        put(Int32(0))  // flags
        put(Int32(0))  // length of the header's extension
    }

    deinit {
        buffer.deallocate()
        if !isEnded { connection.giveUpCopy() }
    }

    /// `PGCOPY\n\377\r\n\0`
    private static let signature: [UInt8] = [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]

    /// Ends a row.
    ///
    /// - Throws: ``PostgresError`` of kind `copy` when the row has more or fewer fields than the COPY has columns.
    public mutating func endRow() throws(PostgresError) {
        guard fieldCount == columnCount else {
            throw error("row \(rowCount + 1) has \(fieldCount) fields for \(columnCount) columns")
        }
        fieldCount = 0
        rowCount += 1
    }

    /// Sends the rest and has the server confirm what it got.
    /// - Returns: the rows copied.
    mutating func finish() throws(PostgresError) -> Int {
        if let failure { throw failure }
        guard fieldCount == 0 else { throw error("row \(rowCount + 1) was not ended") }
        try makeRoom(2)
        put(Int16(-1))
        try flush()
        isEnded = true
        let received = try connection.endCopy()
        guard received == rowCount else {
            throw error("\(rowCount) rows were sent, but the server counts \(received)", connection.lossOutcome)
        }
        return rowCount
    }

    private func error(_ message: String, _ outcome: PostgresError.Outcome = .rolledBack) -> PostgresError {
        PostgresError(.copy, outcome, message)
    }

    /// Begins a field of `length` bytes, -1 for NULL, and leaves room for `room` of them in the buffer.
    mutating func beginField(_ length: Int32, room: Int) throws(PostgresError) {
        try makeRoom(MemoryLayout<Int16>.size + MemoryLayout<Int32>.size + room)
        if fieldCount == 0 { put(Int16(truncatingIfNeeded: columnCount)) }
        fieldCount += 1
        put(length)
    }

    /// Writes a number in network order. The room for it must have been made.
    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        buffer.storeBytes(of: number.bigEndian, toByteOffset: used, as: Number.self)
        used += MemoryLayout<Number>.size
    }

    /// Writes bytes of any number, sending in between where they exceed the buffer.
    mutating func put(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try makeRoom(1)
            let part = rest.prefix(Self.capacity - used)
            UnsafeMutableRawBufferPointer(start: buffer + used, count: part.count).copyMemory(
                from: .init(rebasing: part))
            used += part.count
            rest = rest.dropFirst(part.count)
        }
    }

    private mutating func makeRoom(_ count: Int) throws(PostgresError) {
        if Self.capacity - used < count { try flush() }
    }

    private mutating func flush() throws(PostgresError) {
        if let failure { throw failure }
        do throws(PostgresError) {
            try connection.putCopyData(UnsafeRawBufferPointer(start: buffer, count: used))
            used = 0
        } catch {
            isEnded = true
            failure = error
            throw error
        }
    }
}
