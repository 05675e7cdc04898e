internal import Digest
internal import Foundation
internal import Postgres

/// A CSV file being written, in constant memory: lines as PostgreSQL hands them out, ended by CRLF as RFC 4180 has it.
final class CSVFile {
    private let file: OutputFile
    private let dialect: CSVDialect
    private let columns: [ColumnContent]
    private var hash = SHA256()
    private var bytes = 0
    private var waiting = Data()

    /// - Parameters:
    ///   - file: Where it goes; new.
    ///   - columns: What they hold.
    init(_ file: OutputFile, hasByteOrderMark: Bool, dialect: CSVDialect, columns: [ColumnContent]) {
        self.file = file
        self.dialect = dialect
        self.columns = columns
        if hasByteOrderMark { waiting.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
    }

    /// Adds a record as PostgreSQL writes it: in the standard dialect, with LF for its end.
    func append(_ line: UnsafeRawBufferPointer) throws {
        let record = line.last == UInt8(ascii: "\n") ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line
        waiting.append(contentsOf: dialect.rewritten(record, columns: columns))
        waiting.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
        if waiting.count > 1 << 18 { try flush() }
    }

    /// Writes what is left through to the disk and closes.
    ///
    /// - Returns: size in bytes, and the SHA-256 of the content.
    func finish() throws -> (bytes: Int, sha256: String) {
        try flush()
        try file.finish()
        return (bytes, hash.text)
    }

    private func flush() throws {
        try waiting.withUnsafeBytes { piece in
            try file.write(piece)
            hash.update(piece)
        }
        bytes += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }
}
