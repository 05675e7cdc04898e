/// The cells of the current record: UTF-8 behind one another.
struct CalendarRow: ~Copyable {
    private var memory: UnsafeMutablePointer<UInt8> = .allocate(capacity: 0)
    private var capacity = 0
    private var ends = [Int](repeating: 0, count: CalendarColumn.allCases.count)
    private var lists: [CalendarColumn: [String]] = [:]

    deinit {
        memory.deallocate()
    }

    /// The cell; a list is there as one text, its items parted by `;`.
    subscript(column: Int) -> Cell {
        let start = column == 0 ? 0 : ends[column - 1]
        return Cell(UnsafeBufferPointer(start: memory + start, count: ends[column] - start))
    }

    /// The items of a list; nil for a column that holds one text.
    func items(_ column: Int) -> [String]? {
        let column = CalendarColumn.allCases[column]
        return column.isList ? lists[column] ?? [] : nil
    }

    /// Makes these the cells.
    mutating func fill(_ texts: [CalendarColumn: String], lists: [CalendarColumn: [String]]) {
        self.lists = lists
        var count = 0
        for (index, column) in CalendarColumn.allCases.enumerated() {
            var text = column.isList ? lists[column]?.joined(separator: ";") ?? "" : texts[column] ?? ""
            text.withUTF8 { append($0, at: count) }
            count += text.utf8.count
            ends[index] = count
        }
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, at count: Int) {
        reserve(count + bytes.count, keeping: count)
        if let start = bytes.baseAddress { (memory + count).update(from: start, count: bytes.count) }
    }

    private mutating func reserve(_ needed: Int, keeping count: Int) {
        guard needed > capacity else { return }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
        larger.update(from: memory, count: count)
        memory.deallocate()
        memory = larger
        capacity = needed * 2
    }
}

extension CalendarColumn {
    fileprivate var isList: Bool {
        switch self {
        case .attendees, .accepted, .declined, .participants, .confirmed, .categories: true
        default: false
        }
    }
}
