/// What the first records of a file show of one of its columns.
struct ColumnProfile {
    /// Its name in the file.
    let name: String
    /// The values of all records looked at, in their order, empty ones included.
    let values: [String]
    /// Different values in the file's order, without empty ones and ``nulls``.
    let samples: [String]
    /// Words met that mean an empty cell.
    let nulls: [String]
    /// Whether each record has a value and no two have the same: without that a column is no id.
    let isUnique: Bool
    /// How its times are written; nil: it holds something else, too.
    let timestamps: TimestampGuess?

    init(name: String, values: [String], sampleLimit: Int) {
        self.name = name
        self.values = values
        let filled = values.filter { !$0.isEmpty }
        var met: Set<String> = []
        let distinct = filled.filter { met.insert($0).inserted }
        nulls = distinct.filter(Self.nullWords.contains)
        samples = Array(distinct.filter { !Self.nullWords.contains($0) }.prefix(sampleLimit))
        timestamps = TimestampGuess(samples)
        isUnique = !values.isEmpty && filled.count == values.count && distinct.count == values.count && nulls.isEmpty
    }

    /// How its numbers are written; nil: it holds something else, too.
    var numbers: NumberGuess? { NumberGuess(samples) }

    /// Whether every value is a time of day without its date.
    var holdsTimesOfDay: Bool {
        !samples.isEmpty && samples.allSatisfy { $0.wholeMatch(of: /\d{1,2}:\d\d(:\d\d)?( ?[AaPp][Mm])?/) != nil }
    }

    /// Whether every value is an e-mail address.
    var holdsAddresses: Bool {
        !samples.isEmpty
            && samples.allSatisfy { sample in
                let parts = sample.split(separator: "@", omittingEmptySubsequences: false)
                return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !sample.contains(" ")
            }
    }

    /// Whether every value is a word of `words`, which are folded.
    func holdsOnly(_ words: some Collection<String>) -> Bool {
        !samples.isEmpty && samples.allSatisfy { words.contains(Words.folded($0)) }
    }

    /// The separator of the lists in it: `;`, or another one that is met beside a blank or in every value; nil: each value
    /// is one item.
    var listSeparator: Character? {
        if samples.contains(where: { $0.contains(";") }) { return ";" }
        for separator in ["|", ","] as [Character] where samples.contains(where: { $0.contains(separator) }) {
            return separator
        }
        return nil
    }

    private static let nullWords: Set<String> = [
        "-", "--", "–", "—", "n/a", "N/A", "n.a.", "#N/A", "NA", "null", "NULL", "Null", "None", "none", "nil", "NaN",
        "nan", "\\N", "(blank)", "(empty)", "(none)", "undefined", "0000-00-00", "0000-00-00 00:00:00",
    ]
}
