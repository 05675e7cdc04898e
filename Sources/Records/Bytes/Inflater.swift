internal import CZlib

/// Undoes deflate (RFC 1951), bare or in gzip's wrapping (RFC 1952), by zlib (https://zlib.net/manual.html).
final class Inflater {
    enum Wrapping: Int32 {
        /// None, as in a zip archive.
        case none = -15
        /// gzip, whose checksum zlib looks after.
        case gzip = 31
    }

    /// What a step came to.
    struct Step {
        /// Bytes written.
        let count: Int
        /// The content is complete.
        let isComplete: Bool
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer

    init(_ wrapping: Wrapping) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: 1 << 16, alignment: 1)
        inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// Bytes that were read and not needed yet.
    var unusedInput: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in))
    }

    /// Reads from `source` if nothing is left to unpack; false at its end.
    func refill(from source: any ByteStream) throws(RecordsError) -> Bool {
        guard stream.pointee.avail_in == 0 else { return true }
        let count = try source.read(into: input)
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
        return count > 0
    }

    /// Unpacks into `buffer` what is there; nil when it is damaged.
    func inflate(into buffer: UnsafeMutableRawBufferPointer) -> Step? {
        let room = min(buffer.count, 1 << 30)
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { return nil }
        return Step(count: room - Int(stream.pointee.avail_out), isComplete: code == Z_STREAM_END)
    }

    /// Begins anew, with the input that is left.
    func restart() {
        inflateReset(stream)
    }
}
