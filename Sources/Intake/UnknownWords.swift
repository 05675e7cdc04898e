import Records

/// Words that records were rejected for, in columns that hold one of a few known words, such as a status.
///
/// A word is shown only where several records have it: then it is vocabulary, which a mapping has to translate, and not
/// what somebody wrote into one record.
struct UnknownWords {
    private static let columnLimit = 8
    private static let wordLimit = 50
    private static let shownLimit = 5
    private static let longestWord = 40

    /// By column and word, the records that have it.
    private var counts: [String: [String: Int]] = [:]

    /// Counts a record whose `column`, as the file names it, says `word`.
    mutating func note(_ word: String, in column: String) {
        guard word.utf8.count <= Self.longestWord, counts[column] != nil || counts.count < Self.columnLimit else {
            return
        }
        var words = counts[column] ?? [:]
        guard words[word] != nil || words.count < Self.wordLimit else { return }
        words[word, default: 0] += 1
        counts[column] = words
    }

    /// One line a column: the commonest words and what to do.
    var descriptions: [String] {
        counts.sorted { $0.key < $1.key }.compactMap { column, words in
            let repeated = words.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            // Where most words differ, the column holds something else than a vocabulary.
            guard !repeated.isEmpty, repeated.count * 2 >= words.count else { return nil }
            let shown = repeated.prefix(Self.shownLimit).map { "\"\(EscapedText($0.key))\" (\($0.value) records)" }
            return
                "\(EscapedText(column)): unknown words \(shown.joined(separator: ", ")); name them under values in a mapping"
        }
    }
}
