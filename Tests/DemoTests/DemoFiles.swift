import Demo
import Foundation

/// The files of the made-up company, written to a directory of their own and read back.
struct DemoFiles {
    /// The Monday on which the newest week of the tests ends; the year holds both changes of the clock.
    static let end = Day(year: 2026, month: 3, day: 16)

    /// The files of the default company up to `end`, written and read once for all tests.
    static let standard = Result { try DemoFiles(bytes: write()) }

    let bytes: [String: Data]
    let tables: [String: DemoTable]

    private init(bytes: [String: Data]) {
        self.bytes = bytes
        tables = bytes.mapValues { DemoTable(csv: [UInt8]($0)) }
    }

    /// The bytes of each kind's file.
    static func write(seed: UInt64 = 1, end: Day = DemoFiles.end) throws -> [String: Data] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("earshot-demo-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try DemoCompany(seed: seed, end: end).write(to: folder.appendingPathComponent("year").path)
        return try Dictionary(
            uniqueKeysWithValues: DemoCompany.kinds.map { kind in
                (kind, try Data(contentsOf: folder.appendingPathComponent("year/\(kind).csv")))
            })
    }

    /// The rows of a kind; empty when there is no such file.
    func rows(_ kind: String) -> [DemoTable.Row] { tables[kind]?.rows ?? [] }
}

/// A CSV file as a reader that knows nothing of the writer sees it.
struct DemoTable {
    let header: [String]
    let rows: [Row]
    /// Cells in the fullest and the emptiest row.
    let widths: ClosedRange<Int>

    /// A row, whose unknown cells read as empty.
    struct Row {
        let cells: [String: String]

        subscript(column: String) -> String { cells[column] ?? "" }

        func list(_ column: String) -> [String] { self[column].split(separator: ";").map(String.init) }

        func moment(_ column: String) -> Date? { try? Date(self[column], strategy: .iso8601) }

        /// Minutes from one instant to another; nil when one of them is unknown.
        func minutes(from first: String, to second: String) -> Double? {
            guard let first = moment(first), let second = moment(second) else { return nil }
            return second.timeIntervalSince(first) / 60
        }
    }

    init(csv: [UInt8]) {
        let records = Self.records(csv)
        let header = records.first ?? []
        self.header = header
        rows = records.dropFirst().map { Row(cells: Dictionary(zip(header, $0)) { first, _ in first }) }
        widths = (records.map(\.count).min() ?? 0)...(records.map(\.count).max() ?? 0)
    }

    private static func records(_ bytes: [UInt8]) -> [[String]] {
        var records: [[String]] = [], record: [String] = [], cell: [UInt8] = [], isQuoted = false
        func text() -> String { String(decoding: cell, as: UTF8.self) }
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted.toggle()
                // A doubled quote closes and opens at once and stands for one.
                if isQuoted, index > 0, bytes[index - 1] == byte { cell.append(byte) }
            case UInt8(ascii: ",") where !isQuoted:
                record.append(text())
                cell = []
            case UInt8(ascii: "\n") where !isQuoted:
                records.append(record + [text()])
                (record, cell) = ([], [])
            case UInt8(ascii: "\r") where !isQuoted: break
            default: cell.append(byte)
            }
        }
        return records
    }
}
