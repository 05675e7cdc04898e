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

    /// A record in the standard dialect, written in this one.
    ///
    /// - Parameter decimals: Places of the columns that hold numbers, from 0.
    func rewritten(_ record: UnsafeRawBufferPointer, decimals: Set<Int>) -> [UInt8] {
        var written: [UInt8] = []
        var cell: [UInt8] = []
        var (column, isQuoted) = (0, false)
        for byte in record {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: ","), !isQuoted {
                written += rewritten(cell, isNumber: decimals.contains(column)) + delimiter.utf8
                cell.removeAll(keepingCapacity: true)
                column += 1
            } else {
                cell.append(byte)
            }
        }
        return written + rewritten(cell, isNumber: decimals.contains(column))
    }

    private func rewritten(_ cell: [UInt8], isNumber: Bool) -> [UInt8] {
        guard let delimiter = delimiter.asciiValue, let decimal = decimal.asciiValue else { return cell }
        if isNumber { return cell.map { $0 == UInt8(ascii: ".") ? decimal : $0 } }
        let quote = UInt8(ascii: "\"")
        // Quoted only where the standard dialect had to, and that knows another delimiter.
        return cell.first != quote && cell.contains(delimiter) ? [quote] + cell + [quote] : cell
    }
}
