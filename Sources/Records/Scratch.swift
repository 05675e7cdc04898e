/// Memory for the cells of one record that differ from the bytes of the file. Places in it are counted from its start,
/// since it moves as it grows.
struct Scratch: ~Copyable {
    private var memory: UnsafeMutablePointer<UInt8> = .allocate(capacity: 0)
    private var capacity = 0
    private(set) var count = 0

    deinit {
        memory.deallocate()
    }

    var bytes: UnsafePointer<UInt8> { UnsafePointer(memory) }

    /// Forgets what is there and makes sure that `capacity` bytes fit.
    mutating func clear(capacity needed: Int) {
        count = 0
        guard needed > capacity else { return }
        memory.deallocate()
        memory = .allocate(capacity: needed)
        capacity = needed
    }

    /// Whether there is nothing in it.
    var isEmpty: Bool { count == 0 }

    /// Appends `byte`, in more memory if need be.
    mutating func append(_ byte: UInt8) {
        makeRoom(1)
        memory[count] = byte
        count += 1
    }

    /// Appends `bytes`, in more memory if need be.
    mutating func append(_ bytes: some Collection<UInt8>) {
        makeRoom(bytes.count)
        _ = UnsafeMutableBufferPointer(start: memory + count, count: bytes.count).initialize(from: bytes)
        count += bytes.count
    }

    /// Appends the inside of a JSON string with its escapes resolved.
    mutating func append(resolving inside: UnsafeBufferPointer<UInt8>) {
        makeRoom(inside.count)
        var end = count
        JSONText.resolve(inside) {
            memory[end] = $0
            end += 1
        }
        count = end
    }

    /// Forgets the last byte.
    mutating func removeLast() {
        count -= 1
    }

    /// Puts eight NULs behind what is there, which do not count.
    mutating func pad() {
        makeRoom(8)
        (memory + count).initialize(repeating: 0, count: 8)
    }

    private mutating func makeRoom(_ added: Int) {
        guard count + added > capacity else { return }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: (count + added) * 2)
        larger.initialize(from: memory, count: count)
        memory.deallocate()
        memory = larger
        capacity = (count + added) * 2
    }

    /// Appends `cell` with each `""` made one quote. It has to fit.
    mutating func append(unescaping cell: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < cell.count {
            let byte = cell[position]
            memory[count] = byte
            count += 1
            position += byte == CSVReader.quote ? 2 : 1
        }
    }
}
