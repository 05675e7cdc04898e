/// A row of one of the demo's files.
protocol CSVRecord {
    /// The file's header, names as the contract of the canonical input has them.
    static var columns: [String] { get }

    /// The row's cells in the order of `columns`; empty means unknown.
    var cells: [String] { get }
}

/// The records as CSV of RFC 4180: header first, CRLF after every row, quotes only where a cell needs them.
func csv<Record: CSVRecord>(_ records: [Record]) -> String {
    var text = ""
    appendRow(Record.columns, to: &text)
    for record in records { appendRow(record.cells, to: &text) }
    return text
}

private func appendRow(_ cells: [String], to text: inout String) {
    for (index, cell) in cells.enumerated() {
        if index > 0 { text += "," }
        text += quoted(cell)
    }
    text += "\r\n"
}

private func quoted(_ cell: String) -> String {
    // Bytes, because a Character may hold CR and LF at once.
    let special: Set<UInt8> = [0x22, 0x2C, 0x0D, 0x0A]
    guard cell.utf8.contains(where: special.contains) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

extension Optional where Wrapped: CustomStringConvertible {
    /// The value as a cell; nil is an empty one.
    var cell: String { map(\.description) ?? "" }
}

extension Array where Element == String {
    /// The elements as one cell that holds a list.
    var cell: String { joined(separator: ";") }
}
