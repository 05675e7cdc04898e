/// Bytes that come from somewhere, once, from front to back.
protocol ByteStream: AnyObject {
    /// Bytes of the file behind it that were read, for progress.
    var packedBytesRead: Int { get }

    /// Reads the next bytes into `buffer`; 0 at the end, otherwise at least one.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int
}

/// Bytes in memory.
final class MemoryStream: ByteStream {
    private let bytes: [UInt8]
    private(set) var packedBytesRead = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let slice = bytes[packedBytesRead..<min(bytes.count, packedBytesRead + buffer.count)]
        buffer.copyBytes(from: slice)
        packedBytesRead += slice.count
        return slice.count
    }
}

/// A stretch of a file.
final class FileStream: ByteStream {
    private let file: OpenFile
    private let range: Range<Int>
    private(set) var packedBytesRead = 0

    /// The bytes in `range` of the file; by default all that there are, should it have grown.
    init(_ file: OpenFile, _ range: Range<Int> = 0..<Int.max) {
        self.file = file
        self.range = range
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, range.count - packedBytesRead)])
        let count = try file.read(into: room, at: range.lowerBound + packedBytesRead)
        packedBytesRead += count
        return count
    }
}
