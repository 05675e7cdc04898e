/// The part of a source that is in memory: from the first byte of the current record to the last byte read.
///
/// Behind the last byte stand eight NULs, so that a search for control characters stops by itself.
struct ByteWindow: ~Copyable {
    let source: ByteSource
    private let blockSize: Int
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0

    private static let padding = 8

    init(_ source: ByteSource, blockSize: Int) {
        self.source = source
        self.blockSize = blockSize
        capacity = blockSize
        memory = .allocate(capacity: capacity + Self.padding)
        memory.initialize(repeating: 0, count: Self.padding)
    }

    deinit {
        memory.deallocate()
    }

    /// The first byte of the current record; moves with ``readMore()``.
    var bytes: UnsafePointer<UInt8> { UnsafePointer(memory + start) }

    /// Bytes in memory from there on.
    var count: Int { end - start }

    /// Forgets the first `count` bytes.
    mutating func drop(_ count: Int) {
        start += count
    }

    /// Reads on behind what is there; false at the end of the source.
    mutating func readMore() throws(RecordsError) -> Bool {
        makeRoom()
        let room = UnsafeMutableRawBufferPointer(start: memory + end, count: min(blockSize, capacity - end))
        let added = try source.read(into: room)
        end += added
        (memory + end).initialize(repeating: 0, count: Self.padding)
        return added > 0
    }

    /// Moves the record to the front when nothing else gives room, and takes twice the memory when that is not enough.
    private mutating func makeRoom() {
        guard capacity == end else { return }
        let kept = count
        if kept > capacity / 2 {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.padding)
            larger.initialize(from: memory + start, count: kept)
            memory.deallocate()
            memory = larger
            capacity *= 2
        } else {
            memory.update(from: memory + start, count: kept)
        }
        start = 0
        end = kept
    }
}
