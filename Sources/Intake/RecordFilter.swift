import Records

/// A cell that decides whether a record is taken.
struct RecordFilter: Sendable {
    let cell: Int
    private let words: Vocabulary
    private let isExclusion: Bool

    /// Takes records in whose `cell` one of `words` stands, or none of them; ``Vocabulary/anyOther`` is any word at all.
    /// Capital and small letters count as the same.
    init(cell: Int, words: Set<String>, isExclusion: Bool) {
        var vocabulary = Vocabulary()
        for word in words { _ = vocabulary.add(word, meaning: "") }
        self.cell = cell
        self.words = vocabulary
        self.isExclusion = isExclusion
    }

    /// Whether a record with that cell is taken.
    func takes(_ cell: Cell) -> Bool {
        let cell = cell.trimmed
        let isMet = cell.isEmpty ? words.holds(cell.bytes) : words.meaning(of: cell.bytes) != nil
        return isMet != isExclusion
    }
}
