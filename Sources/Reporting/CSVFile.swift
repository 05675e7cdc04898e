internal import Digest
internal import Foundation
internal import Postgres
internal import Warehouse

/// A CSV file being written, in constant memory: lines as PostgreSQL hands them out, ended by CRLF as RFC 4180 has it.
final class CSVFile {
    private let handle: FileHandle
    private let path: String
    private let dialect: CSVDialect
    private let columns: [ColumnContent]
    private var hash = SHA256()
    private var bytes = 0
    private var waiting = Data()

    /// - Parameter columns: What they hold.
    /// - Throws: `Failure` of kind `cannotCreate`.
    init(
        path: String, hasByteOrderMark: Bool, dialect: CSVDialect, columns: [ColumnContent]
    ) throws(Failure) {
        self.path = path
        self.dialect = dialect
        self.columns = columns
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw Failure(.cannotCreate, "Cannot write \(path).")
        }
        self.handle = handle
        if hasByteOrderMark { waiting.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
    }

    /// Adds a record as PostgreSQL writes it: in the standard dialect, with LF for its end.
    func append(_ line: UnsafeRawBufferPointer) throws(Failure) {
        let record = line.last == UInt8(ascii: "\n") ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line
        waiting.append(contentsOf: dialect.rewritten(record, columns: columns))
        waiting.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
        if waiting.count > 1 << 18 { try flush() }
    }

    /// Writes what is left through to the disk and closes.
    ///
    /// - Returns: size in bytes, and the SHA-256 of the content.
    func finish() throws(Failure) -> (bytes: Int, sha256: String) {
        try flush()
        do {
            try handle.synchronize()
            try handle.close()
        } catch {
            throw Failure(.inputOutput, "Cannot write \(path).")
        }
        return (bytes, hash.text)
    }

    private func flush() throws(Failure) {
        do {
            try handle.write(contentsOf: waiting)
        } catch {
            throw Failure(.inputOutput, "Cannot write \(path).")
        }
        waiting.withUnsafeBytes { hash.update($0) }
        bytes += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }
}
