import Records

/// A few words that a cell is compared with, byte for byte.
struct WordSet: Sendable {
    /// By count of bytes, so that most cells are compared with none.
    private let words: [Int: [[UInt8]]]

    init(_ words: some Sequence<String>) {
        self.words = Dictionary(grouping: words.map { Array($0.utf8) }, by: \.count)
    }

    /// Whether one of the words is all that the cell holds.
    func contains(_ cell: Cell) -> Bool {
        !words.isEmpty && words[cell.bytes.count]?.contains { cell.bytes.elementsEqual($0) } == true
    }
}
