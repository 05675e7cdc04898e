/// What a vendor's words mean in ours; capital and small ASCII letters count as the same.
public struct Vocabulary: Sendable {
    /// Stands for every word that is not listed.
    public static let anyOther = "*"

    /// By the vendor's word, as bytes in small letters.
    private var meanings: [[UInt8]: String] = [:]
    private var otherMeaning: String?

    /// No words: each means itself.
    public init() {}

    /// Adds a word, or ``anyOther``; an empty meaning is an empty cell. False when the word has a meaning already.
    mutating func add(_ word: String, meaning: String) -> Bool {
        if word == Self.anyOther {
            otherMeaning = meaning
            return true
        }
        return meanings.updateValue(meaning, forKey: Self.folded(word.utf8)) == nil
    }

    /// What `word` means; nil: itself.
    func meaning(of word: some Sequence<UInt8>) -> String? {
        // Most columns have no words, and a cell is folded by a copy.
        meanings.isEmpty ? otherMeaning : meanings[Self.folded(word)] ?? otherMeaning
    }

    private static func folded(_ word: some Sequence<UInt8>) -> [UInt8] {
        word.map { 0x41...0x5a ~= $0 ? $0 | 0x20 : $0 }
    }
}
