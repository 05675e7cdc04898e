internal import Glibc

/// A regular file that is open for reading; closed when nobody needs it any more.
final class OpenFile {
    let name: String
    /// The state of the file when it was opened.
    let identity: FileIdentity
    private let descriptor: Int32

    /// Opens the file at `path` without following a symbolic link in its last part.
    init(path: String) throws(RecordsError) {
        // O_NONBLOCK, or opening a pipe nobody writes to would wait for ever; it means nothing to a regular file.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ELOOP ? .notARegularFile(name: path) : .cannotOpen(name: path, code: errno)
        }
        guard let identity = FileIdentity(descriptor: descriptor), identity.isRegular else {
            close(descriptor)
            throw .notARegularFile(name: path)
        }
        name = path
        self.descriptor = descriptor
        self.identity = identity
    }

    deinit {
        close(descriptor)
    }

    /// Whether it is no longer the file that was opened.
    func hasChanged() throws(RecordsError) -> Bool {
        guard let now = FileIdentity(descriptor: descriptor) else { throw .cannotRead(name: name, code: errno) }
        return now != identity
    }

    /// Reads what stands at `offset` into `buffer`; 0 at the end, otherwise at least one byte.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(RecordsError) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, offset)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .cannotRead(name: name, code: errno) }
        }
    }

    /// The bytes in `range`, or as many of them as there are.
    func bytes(in range: Range<Int>) throws(RecordsError) -> [UInt8] {
        try [UInt8].read(range.count) { buffer, count throws(RecordsError) in
            try read(into: buffer, at: range.lowerBound + count)
        }
    }
}

extension [UInt8] {
    /// What `read` gives until there are `limit` bytes or it gives none; it gets the room that is left and the count
    /// of bytes before.
    static func read(
        _ limit: Int, _ read: (UnsafeMutableRawBufferPointer, Int) throws(RecordsError) -> Int
    ) throws(RecordsError) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 1)
        defer { room.deallocate() }
        var count = 0
        while count < limit {
            let added = try read(UnsafeMutableRawBufferPointer(rebasing: room[count...]), count)
            if added == 0 { break }
            count += added
        }
        return Array(room[..<count])
    }
}
