/// Memory for the cells of one record that differ from the bytes of the file.
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

    /// Appends `cell` with each `""` made one quote. It has to fit.
    mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < cell.count {
            let byte = cell[position]
            memory[count] = byte
            count += 1
            position += byte == CSVReader.quote ? 2 : 1
        }
    }
}
