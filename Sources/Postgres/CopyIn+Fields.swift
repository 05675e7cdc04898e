/// The forms a field can take. Every nil is NULL.
extension CopyIn {
    /// NULL, for a column of any type.
    public mutating func appendNull() throws(PostgresError) {
        try beginField(-1, room: 0)
    }

    /// UTF-8 for a column of text or an enumeration, not checked here: the server refuses the COPY for bytes that are not UTF-8, and for NUL.
    public mutating func append(utf8: UnsafeBufferPointer<UInt8>) throws(PostgresError) {
        try append(bytes: UnsafeRawBufferPointer(utf8))
    }

    /// Bytes for a column of `bytea`.
    public mutating func append(bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        guard let length = Int32(exactly: bytes.count) else {
            throw PostgresError(.encoding, .rolledBack, "a field takes more than 2 GiB")
        }
        try beginField(length, room: 0)
        try put(bytes)
    }

    /// UTF-8 of a JSON value for a column of `jsonb`; the server refuses the COPY when it is not JSON.
    public mutating func append(jsonb utf8: UnsafeBufferPointer<UInt8>) throws(PostgresError) {
        guard let length = Int32(exactly: utf8.count + 1) else {
            throw PostgresError(.encoding, .rolledBack, "a field takes more than 2 GiB")
        }
        try beginField(length, room: 1)
        put(Int8(1))  // version of the binary form
        try put(UnsafeRawBufferPointer(utf8))
    }

    /// Text for a column of text or an enumeration.
    public mutating func append(_ value: String?) throws(PostgresError) {
        guard let value else { return try appendNull() }
        try beginField(Self.length(of: value), room: 0)
        try put(value)
    }

    /// A number for a column of `bigint`.
    public mutating func append(_ value: Int64?) throws(PostgresError) {
        guard let value else { return try appendNull() }
        try beginField(8, room: 8)
        put(value)
    }

    /// A number for a column of `bigint`.
    public mutating func append(_ value: Int?) throws(PostgresError) {
        try append(value.map(Int64.init))
    }

    /// A number for a column of `integer`.
    public mutating func append(_ value: Int32?) throws(PostgresError) {
        guard let value else { return try appendNull() }
        try beginField(4, room: 4)
        put(value)
    }

    /// A number for a column of `smallint`.
    public mutating func append(_ value: Int16?) throws(PostgresError) {
        guard let value else { return try appendNull() }
        try beginField(2, room: 2)
        put(value)
    }

    /// A number for a column of `double precision`.
    public mutating func append(_ value: Double?) throws(PostgresError) {
        guard let value else { return try appendNull() }
        try beginField(8, room: 8)
        put(value.bitPattern)
    }

    /// A value for a column of `boolean`.
    public mutating func append(_ value: Bool?) throws(PostgresError) {
        guard let value else { return try appendNull() }
        try beginField(1, room: 1)
        put(UInt8(value ? 1 : 0))
    }

    /// An instant for a column of `timestamptz`.
    public mutating func append(_ value: Timestamp?) throws(PostgresError) {
        try append(value?.serverMicroseconds)
    }

    /// A day for a column of `date`.
    public mutating func append(_ value: CalendarDate?) throws(PostgresError) {
        try append(value.map { Int32(clamping: $0.daysSinceUnixEpoch - CalendarDate.serverEpoch) })
    }

    /// A span of exact time, without days or months, for a column of `interval`.
    public mutating func append(intervalMicroseconds value: Int64?) throws(PostgresError) {
        guard let value else { return try appendNull() }
        try beginField(16, room: 16)
        put(value)
        put(Int32(0))  // days
        put(Int32(0))  // months
    }

    /// Texts, none of them NULL, for a column of `text[]`.
    public mutating func append(_ values: [String]?) throws(PostgresError) {
        guard let values else { return try appendNull() }
        var length = 0
        for value in values { length += 4 + value.utf8.count }
        let header = values.isEmpty ? 12 : 20
        guard let fieldLength = Int32(exactly: header + length) else {
            throw PostgresError(.encoding, .rolledBack, "a field takes more than 2 GiB")
        }
        try beginField(fieldLength, room: header)
        put(Int32(values.isEmpty ? 0 : 1))  // dimensions
        put(Int32(0))  // no NULL among the elements
        put(Int32(25))  // OID of text
        if !values.isEmpty {
            put(Int32(truncatingIfNeeded: values.count))
            put(Int32(1))  // lower bound
        }
        for value in values { try putElement(value) }
    }

    private mutating func putElement(_ value: String) throws(PostgresError) {
        let length = try Self.length(of: value)
        try withUnsafeBytes(of: length.bigEndian) { bytes throws(PostgresError) in try put(bytes) }
        try put(value)
    }

    private mutating func put(_ value: String) throws(PostgresError) {
        try value.utf8Span.span.bytes.withUnsafeBytes { bytes throws(PostgresError) in try put(bytes) }
    }

    private static func length(of value: String) throws(PostgresError) -> Int32 {
        guard let length = Int32(exactly: value.utf8.count) else {
            throw PostgresError(.encoding, .rolledBack, "a field takes more than 2 GiB")
        }
        return length
    }
}
