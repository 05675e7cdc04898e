internal import Glibc

/// A regular file that is open for reading; closed when nobody needs it any more.
final class OpenFile: Sendable {
    let name: String
    /// The state of the file when it was opened.
    let identity: FileIdentity
    private let descriptor: Int32

    /// `O_PATH`, which Glibc keeps from Swift.
    private static let withoutOpening: Int32 = 0o10_000_000

    /// Opens the file at `path`, which has to lie in one of `folders` once symbolic links are followed; where there are
    /// none, anywhere.
    init(path: String, within folders: [String] = []) throws(RecordsError) {
        // Only looked at first: opening a pipe or a device can do something to it.
        let place = open(path, Self.withoutOpening | O_CLOEXEC)
        guard place >= 0 else { throw .cannotOpen(name: path, code: errno) }
        defer { close(place) }
        guard let found = FileIdentity(descriptor: place), found.isRegular else { throw .notARegularFile(name: path) }
        let link = "/proc/self/fd/\(place)"
        if !folders.isEmpty {
            guard let target = RealPath(link) else { throw .cannotOpen(name: path, code: errno) }
            guard folders.contains(where: { target.isBelow($0) }) else { throw .leadsElsewhere(name: path) }
        }
        let descriptor = open(link, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(name: path, code: errno) }
        guard let identity = FileIdentity(descriptor: descriptor) else {
            close(descriptor)
            throw .cannotOpen(name: path, code: errno)
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
