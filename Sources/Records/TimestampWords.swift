/// The words that may stand at one place of a time stamp, found by their first letter.
struct TimestampWords: Hashable, Sendable {
    /// A spelling and the number it stands for: a month from 1, a weekday from 0 (Monday), a half of the day from 0.
    private struct Word: Hashable, Sendable {
        let spelling: [UInt8]
        let number: Int
    }

    /// By first letter, the longest first within one, because `Sep` begins `September`.
    private let words: [Word]
    /// Where the words with a first letter begin, by that letter; one more entry for the end.
    private let starts: [Int]

    /// Words by number, each in all its spellings; the first one stands for `first`.
    init(_ names: [[String]], from first: Int) {
        let words = names.enumerated()
            .flatMap { index, spellings in spellings.map { Word(spelling: Array($0.utf8), number: index + first) } }
            .filter { !$0.spelling.isEmpty }
            .sorted { (Self.key($0), $1.spelling.count) < (Self.key($1), $0.spelling.count) }
        self.words = words
        starts = (0...256).map { letter in words.firstIndex { Self.key($0) >= letter } ?? words.count }
    }

    /// The number of the word that comes next in `scanner`, which steps over it; nil: none of them does.
    func number(_ scanner: inout DigitScanner) -> Int? {
        guard let letter = scanner.next.map(Self.folded) else { return nil }
        for word in words[starts[letter]..<starts[letter + 1]] where scanner.skip(word: word.spelling) {
            return word.number
        }
        return nil
    }

    private static func key(_ word: Word) -> Int { folded(word.spelling[0]) }

    /// Capital and small ASCII letters count as the same.
    private static func folded(_ byte: UInt8) -> Int { Int(0x41...0x5a ~= byte ? byte | 0x20 : byte) }
}
