import Records

/// The lines above the header of a CSV file that are none of its table, such as the title and date of a report.
struct TitleLines {
    /// How many there are; 0 where the table begins on the first line, or cannot be told.
    let count: Int

    private static let lineLimit = 20
    private static let recordLimit = 40

    /// Looks at the beginning of `input`, whose delimiter is named or guessed.
    init(_ input: InputFile) throws {
        let beginning = try input.source().beginning()
        let settled = input.format.delimiter?.asciiValue
        let delimiters = [settled].compactMap(\.self) + Array(";\t|,".utf8).filter { $0 != settled }
        // Lines above the header may mislead the guess of the delimiter, and commas of decimals make a table of their own
        // that begins below the header: the table that begins first is the right one.
        count = delimiters.compactMap { Self.count(beginning, $0) }.min() ?? 0
    }

    /// Lines above the first record from which on nine of ten records have the same count of cells, two at least; all
    /// above it have fewer. Nil: there is no such record.
    private static func count(_ beginning: [UInt8], _ delimiter: UInt8) -> Int? {
        var records: [(line: Int, cells: Int)] = []
        var reader = CSVReader(ByteSource(bytes: beginning), delimiter: delimiter)
        loop: while records.count < recordLimit {
            guard let outcome = try? reader.next() else { return nil }
            switch outcome {
            case .record: records.append((reader.line, filledCells(of: reader)))
            case .fault: return nil
            case .truncated, .unreadable, .end: break loop
            }
        }
        for start in records.indices.prefix(lineLimit) {
            let width = records[start].cells
            let table = records[start...]
            guard width >= 2, table.count >= 2, records[..<start].allSatisfy({ $0.cells < width }) else { continue }
            // A record may leave cells empty, and none has more than the header names.
            guard table.allSatisfy({ $0.cells <= width }),
                table.count(where: { $0.cells > width / 2 }) * 10 >= table.count * 9
            else { continue }
            return records[start].line - 1
        }
        return nil
    }

    /// Empty cells do not count: a spreadsheet fills up short lines with delimiters.
    private static func filledCells(of reader: borrowing CSVReader) -> Int {
        (0..<reader.cellCount).count { !reader[$0].trimmed.isEmpty }
    }
}
