/// What parts the cells of a CSV file, by its first records: a comma, a semicolon, a tab or a bar.
///
/// A line `sep=;` in front, as Excel has it, decides. Otherwise each candidate reads the records of the sample; one
/// that gives the first record and nine of ten others the same count of cells, two at least, fits. Of those that fit,
/// the one with the most cells is taken. None is, if two give equally many: it cannot be told. Where none fits, the
/// only one that parts the first record is taken.
public struct DelimiterGuess: Hashable, Sendable {
    /// The delimiter; nil: it cannot be told, or there is only one column.
    public let delimiter: UInt8?
    /// Lines in front of the table that only name the delimiter, 0 or 1.
    public let skippedLines: Int

    private static let candidates = Array(",;\t|".utf8)
    private static let recordLimit = 200

    /// Looks at `sample`, the first bytes of a file as UTF-8; the last line may be cut. `skippedLines` stand above the
    /// table.
    public init(_ sample: [UInt8], skippedLines: Int = 0) {
        if let named = Self.named(sample) {
            delimiter = named
            self.skippedLines = 1
            return
        }
        self.skippedLines = 0
        let counts = Self.candidates.map { (delimiter: $0, cells: Self.cells(sample, $0, skippedLines)) }
        let fitting = counts.filter { Self.fits($0.cells) }
        let most = fitting.compactMap(\.cells.first).max()
        let best = fitting.filter { $0.cells.first == most }
        let parting = counts.filter { ($0.cells.first ?? 0) > 1 }
        let chosen = fitting.isEmpty ? parting : best
        delimiter = chosen.count == 1 ? chosen.first?.delimiter : nil
    }

    /// The delimiter that a first line `sep=;` names.
    private static func named(_ sample: [UInt8]) -> UInt8? {
        let text = sample.starts(with: [0xef, 0xbb, 0xbf]) ? sample[3...] : sample[...]
        let line = text.prefix { $0 != 0x0a && $0 != 0x0d }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return nil
        }
        return line.last.flatMap { CSVReader.isDelimiter($0) ? $0 : nil }
    }

    private static func fits(_ cells: [Int]) -> Bool {
        guard let first = cells.first, first > 1 else { return false }
        return cells.count { $0 == first } * 10 >= cells.count * 9
    }

    /// How many cells each record has; 0 for one that is faulty.
    private static func cells(_ sample: [UInt8], _ delimiter: UInt8, _ skippedLines: Int) -> [Int] {
        var counts: [Int] = []
        var reader = CSVReader(ByteSource(bytes: sample), delimiter: delimiter)
        do {
            try reader.skipLines(skippedLines)
            while counts.count < recordLimit {
                switch try reader.next() {
                case .record: counts.append(reader.cellCount)
                case .fault: counts.append(0)
                case .truncated, .unreadable, .end:
                    // The last line of a sample may be cut.
                    return sample.count == FormatGuess.sampleCount ? Array(counts.dropLast()) : counts
                }
            }
        } catch {
            return []
        }
        return counts
    }
}
