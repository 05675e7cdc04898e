internal import Postgres

/// How the CSV files of a bundle are written: what parts cells, and what stands before decimals.
public struct CSVDialect: Equatable, Sendable {
    /// A comma, semicolon or tab.
    public let delimiter: Character
    /// A point or a comma, and not the delimiter.
    public let decimal: Character

    /// As RFC 4180 has it, with decimal points.
    public static let standard = CSVDialect(delimiter: ",", decimal: ".")

    /// A dialect; European spreadsheets read semicolons and decimal commas.
    public init(delimiter: Character, decimal: Character) {
        self.delimiter = delimiter
        self.decimal = decimal
    }

    /// A record as PostgreSQL writes it, in the standard dialect, written in this one.
    ///
    /// Text that a spreadsheet could take for a number or a date stands in quotes, which mean nothing to whoever reads CSV,
    /// and to a spreadsheet that may be told so: this is text.
    /// - Parameter columns: What they hold.
    func rewritten(_ record: UnsafeRawBufferPointer, columns: [ColumnContent]) -> [UInt8] {
        var written: [UInt8] = []
        var cell: [UInt8] = []
        var (column, isQuoted) = (0, false)
        for byte in record {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: ","), !isQuoted {
                written += rewritten(cell, columns[column]) + delimiter.utf8
                cell.removeAll(keepingCapacity: true)
                column += 1
            } else {
                cell.append(byte)
            }
        }
        return written + rewritten(cell, columns[column])
    }

    private func rewritten(_ cell: [UInt8], _ content: ColumnContent) -> [UInt8] {
        guard let delimiter = delimiter.asciiValue, let decimal = decimal.asciiValue else { return cell }
        if content == .fraction { return cell.map { $0 == UInt8(ascii: ".") ? decimal : $0 } }
        let quote = UInt8(ascii: "\"")
        // Quoted only where the standard dialect had to, and that knows another delimiter and no spreadsheets.
        let isPlain =
            cell.first != quote && (cell.contains(delimiter) || content == .text && Self.looksLikeNumber(cell))
        return isPlain ? [quote] + cell + [quote] : cell
    }

    /// Whether text is made of what numbers, dates and times are made of, such as `007`, `1E5`, `12:30` or `2026-01-02`.
    private static func looksLikeNumber(_ text: [UInt8]) -> Bool {
        let (digits, marks) = (UInt8(ascii: "0")...UInt8(ascii: "9"), Array("+-.,:/%eE ".utf8))
        return text.contains(where: digits.contains) && text.allSatisfy { digits.contains($0) || marks.contains($0) }
    }
}
