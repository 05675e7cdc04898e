/// What a vendor's words mean in ours; capital and small ASCII letters count as the same.
///
/// The words `true` and `false` stand for their other spellings as well, where those have no meaning of their own:
/// warehouses write `t`, spreadsheets `WAHR`, forms `yes`.
public struct Vocabulary: Sendable {
    /// Stands for every word that is not listed.
    public static let anyOther = "*"

    private struct Entry {
        let word: [UInt8]
        let meaning: String
    }

    /// By the hash of the vendor's word in small letters.
    private var entries: [UInt64: [Entry]] = [:]
    private var otherMeaning: String?
    private var hasFlags = false

    /// No words: each means itself.
    public init() {}

    /// Whether there are none: every word means itself.
    var isEmpty: Bool { entries.isEmpty && otherMeaning == nil }

    /// Adds a word, or ``anyOther``; an empty meaning is an empty cell. False when the word has a meaning already.
    mutating func add(_ word: String, meaning: String) -> Bool {
        if word == Self.anyOther {
            otherMeaning = meaning
            return true
        }
        guard entry(of: word.utf8) == nil else { return false }
        entries[Self.hash(word.utf8), default: []].append(Entry(word: word.utf8.map(Self.folded), meaning: meaning))
        hasFlags = hasFlags || Self.flags.keys.contains(word.lowercased())
        return true
    }

    private static let flags = [
        "true": [
            "yes", "y", "t", "1", "x", "checked", "wahr", "ja", "vrai", "oui", "verdadero", "verdadeiro", "vero",
            "waar",
        ],
        "false": ["no", "n", "f", "0", "unchecked", "falsch", "nein", "faux", "non", "falso", "onwaar", "nee"],
    ]

    /// `true` or `false`, by another spelling of it.
    private static let flagsBySpelling: [String: String] = flags.reduce(into: [:]) { flags, flag in
        for spelling in flag.value { flags[spelling] = flag.key }
    }

    private func flagEntry(of word: some Collection<UInt8>) -> Entry? {
        guard hasFlags, word.count <= 10,
            let flag = Self.flagsBySpelling[String(decoding: word.map(Self.folded), as: UTF8.self)]
        else { return nil }
        return entry(of: flag.utf8)
    }

    /// What `word` means, pictures at its ends aside; nil: itself.
    func meaning(of word: some Collection<UInt8>) -> String? {
        if let entry = entry(of: word) ?? flagEntry(of: word) { return entry.meaning }
        if entries.isEmpty || !Self.mayHavePicture(word) { return otherMeaning }
        return entry(of: Self.withoutPictures(String(decoding: word, as: UTF8.self)).utf8)?.meaning ?? otherMeaning
    }

    private static func mayHavePicture(_ word: some Collection<UInt8>) -> Bool {
        word.prefix(1).contains { $0 >= 0x80 } || word.suffix(1).contains { $0 >= 0x80 }
    }

    /// Without the pictures that teams put before or behind a status.
    private static func withoutPictures(_ word: String) -> Substring {
        func isPicture(_ character: Character) -> Bool {
            character == " " || !character.isASCII && !character.isLetter && !character.isNumber
        }
        let start = word.drop(while: isPicture)
        guard let last = start.lastIndex(where: { !isPicture($0) }) else { return "" }
        return start[...last]
    }

    /// Whether `word` is listed.
    func holds(_ word: some Collection<UInt8>) -> Bool { entry(of: word) != nil }

    private func entry(of word: some Collection<UInt8>) -> Entry? {
        if entries.isEmpty { return nil }
        return entries[Self.hash(word)]?.first { $0.word.elementsEqual(word) { $0 == Self.folded($1) } }
    }

    /// FNV-1a of the word in small letters (http://www.isthe.com/chongo/tech/comp/fnv/).
    private static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        word.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64(folded($1))) &* 0x100_0000_01b3 }
    }

    private static func folded(_ byte: UInt8) -> UInt8 { 0x41...0x5a ~= byte ? byte | 0x20 : byte }
}
